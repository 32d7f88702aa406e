/** Predictions as Parquet: the files that Spark would write, column by column. */
package forwardpass.sink.parquet;
