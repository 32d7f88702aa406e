/** Names that earlier versions wrote into what they saved. */
package forwardpass.spark;
