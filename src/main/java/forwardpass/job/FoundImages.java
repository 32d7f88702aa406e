package forwardpass.job;

import forwardpass.files.FoundFiles;
import java.util.Optional;

/**
 * What {@code --images} names.
 *
 * @param format how it is read
 * @param files none where the format finds its own
 */
public record FoundImages(String format, Optional<FoundFiles> files) {}
