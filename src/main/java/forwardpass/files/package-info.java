/**
 * Which files a path, directory or glob stands for on Hadoop's file systems, and what they are by
 * their first bytes and their names. Knows no Spark.
 */
package forwardpass.files;
