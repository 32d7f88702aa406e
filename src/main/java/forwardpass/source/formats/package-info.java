/** The formats that images are read from: {@link SourceFormats} has a line for each. */
package forwardpass.source.formats;
