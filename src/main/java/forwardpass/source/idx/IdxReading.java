package forwardpass.source.idx;

import forwardpass.model.ClassNumbers;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;
import org.apache.hadoop.conf.Configuration;

/**
 * Which IDX files are read, and how.
 *
 * @param description of the files, in a few words: Spark repeats them in every plan
 * @param listing finds them
 * @param batchSize how many images a row holds; none where a row is one image
 * @param partitions at most how many to make where files can be split; none for size and cores
 * @param areFinite whether values that are infinite or no numbers are refused
 * @param classNumbers that labels are to be of; none to take them as they are
 * @param areClasses whether the class that a label means stands in its place
 */
record IdxReading(
    String description,
    Function<Configuration, IdxListing> listing,
    OptionalInt batchSize,
    OptionalInt partitions,
    boolean areFinite,
    Optional<ClassNumbers> classNumbers,
    boolean areClasses) {}
