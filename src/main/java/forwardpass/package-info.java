/**
 * The program: its commands, their options and exit status. {@link forwardpass.ScoringJob} reads as
 * the pipeline and is the place to start.
 */
package forwardpass;
