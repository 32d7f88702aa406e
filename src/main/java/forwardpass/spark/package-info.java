/**
 * The job's parts on Spark: IDX files as a data source, batches of images through the network, and
 * counts that stay exact whatever is retried. Nothing here knows what a byte of a file means.
 */
package forwardpass.spark;
