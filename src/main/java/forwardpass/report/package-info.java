/**
 * What the report says of a run, without Spark: tallies that tasks make and the driver adds up, the
 * metrics that come of them, and the pages that show them. Nothing of it grows with the number of
 * images.
 */
package forwardpass.report;
