/** What is done to pixels before a network gets them, whoever asks for it. */
package forwardpass.pixels;
