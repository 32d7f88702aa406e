/** Where the labels of rows come from. */
package forwardpass.source.labels;
