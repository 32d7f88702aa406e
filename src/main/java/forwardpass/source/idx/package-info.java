/** IDX files as a data source of Spark's: they are listed, paired, sliced and read in batches. */
package forwardpass.source.idx;
