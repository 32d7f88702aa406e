/** What the images of a run are like, whatever a network makes of them, without Spark. */
package forwardpass.report.input;
