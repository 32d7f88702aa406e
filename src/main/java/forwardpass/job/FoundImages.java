package forwardpass.job;

import forwardpass.files.FoundFiles;
import forwardpass.source.formats.SourceFormat;
import java.util.Optional;

/**
 * What {@code --images} names.
 *
 * @param format how it is read
 * @param files none where the format finds its own
 */
public record FoundImages(SourceFormat format, Optional<FoundFiles> files) {}
