/**
 * What Snappy has compressed, unpacked. Nothing here knows of Hadoop, of Parquet or of Spark.
 *
 * <p>Source of the format: "Snappy compressed format description", format_description.txt of
 * github.com/google/snappy.
 */
package forwardpass.snappy;
