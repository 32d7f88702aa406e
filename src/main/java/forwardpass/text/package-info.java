/** Tables of text, line by line. Nothing here knows of Hadoop or of Spark. */
package forwardpass.text;
