/**
 * The commands that walk through chapter 3 of "Deep Learning from Scratch": its plots, its small
 * products and networks, and its data. They compute with the networks' own code and run without
 * Spark.
 */
package forwardpass.chapter;
