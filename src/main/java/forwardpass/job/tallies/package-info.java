/** What is kept of images that were scored before, beside their predictions. */
package forwardpass.job.tallies;
