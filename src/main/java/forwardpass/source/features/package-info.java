/** How the values of a column become the pixels that a network takes. */
package forwardpass.source.features;
