/**
 * The ways in which a job can fail that are not a fault of this software. Code that finds such a
 * failure throws it here; only the edge of the program turns it into a message and an exit status.
 * {@link forwardpass.error.Quote} makes texts out of files fit for such a message.
 */
package forwardpass.error;
