/** The program, and what other programs call. */
package forwardpass;
