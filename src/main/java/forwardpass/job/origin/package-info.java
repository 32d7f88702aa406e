/** Which program it was that ran, and how to run it again; without secrets. */
package forwardpass.job.origin;
