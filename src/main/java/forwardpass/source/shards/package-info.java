/** Tar shards as WebDataset writes them, read as a stream. */
package forwardpass.source.shards;
