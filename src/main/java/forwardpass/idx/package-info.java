/**
 * The IDX format of the MNIST files, plain or gzipped, over any stream of bytes. Nothing here knows
 * of Hadoop or of Spark.
 *
 * <p>Source of the format: Y. LeCun, C. Cortes, C. Burges, "The MNIST database of handwritten
 * digits", section "The IDX file format".
 */
package forwardpass.idx;
