package forwardpass.sink;

/**
 * How many predictions there will be for a file of images.
 *
 * @param file as column {@code file} has it
 */
public record FileRows(String file, long rows) {}
