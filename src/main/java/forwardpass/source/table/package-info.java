/** Images in tables and in text, as rows of one shape. */
package forwardpass.source.table;
