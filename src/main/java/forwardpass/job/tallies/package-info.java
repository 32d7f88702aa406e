/** What a report needs to know of images that were scored before, kept beside their predictions. */
package forwardpass.job.tallies;
