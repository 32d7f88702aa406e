/**
 * A scoring job from its request to its end: what is found and checked before the work, the
 * pipeline, and what says afterwards what was done (manifest, report, status). Knows no command
 * line; {@link forwardpass.job.ScoringPipeline} is the place to start.
 */
package forwardpass.job;
