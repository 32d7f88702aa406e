/** Lines of whole text files as records: CSV, LIBSVM, and what JSON is no such text. */
package forwardpass.source.text;
