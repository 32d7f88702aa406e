package forwardpass.source.idx;

import forwardpass.error.InputException;
import forwardpass.error.UsageException;
import forwardpass.files.FileSelection;
import forwardpass.files.FileWalk;
import forwardpass.files.FoundFiles;
import forwardpass.files.PassedOver;
import forwardpass.idx.ElementType;
import forwardpass.source.WorkGroups;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.apache.hadoop.conf.Configuration;

/**
 * The IDX files that a job reads, as they were when they were listed.
 *
 * @param pairs in the order in which they are read
 * @param passedOver other files beside them, which are not
 */
public record IdxListing(List<IdxPair> pairs, PassedOver passedOver) {
  public IdxListing {
    pairs = List.copyOf(pairs);
  }

  /** Of these files and no others. */
  public IdxListing(List<IdxPair> pairs) {
    this(pairs, PassedOver.NONE);
  }

  /**
   * The IDX files under paths, directories or globs, in the order in which they are read.
   *
   * @throws InputException where there are none, or where one is damaged
   */
  static IdxListing of(List<String> images, Optional<String> labels, Configuration hadoop) {
    return ofFound(
        images.stream().map(path -> FileWalk.find(path, FileSelection.ALL, hadoop)).toList(),
        labels.map(path -> FileWalk.find(path, FileSelection.ALL, hadoop)),
        hadoop);
  }

  /** The IDX files among these; as above. */
  public static IdxListing of(
      FoundFiles images, Optional<FoundFiles> labels, Configuration hadoop) {
    return ofFound(List.of(images), labels, hadoop);
  }

  private static IdxListing ofFound(
      List<FoundFiles> images, Optional<FoundFiles> labels, Configuration hadoop) {
    List<IdxFile> files = new ArrayList<>();
    PassedOver passedOver = PassedOver.NONE;
    for (FoundFiles found : images) {
      IdxFiles some = IdxFiles.images(found, hadoop);
      files.addAll(some.files());
      passedOver = passedOver.plus(some.passedOver());
    }
    Optional<IdxFiles> ofLabels = labels.map(found -> IdxFiles.labels(found, hadoop));
    return new IdxListing(
        IdxPair.of(files, ofLabels.map(IdxFiles::files).orElse(null)), passedOver);
  }

  /**
   * Checks that all images have a size.
   *
   * @param size how many values each of them must have
   * @throws InputException where one has another
   */
  public void requireImageSize(int size) {
    pairs.forEach(pair -> pair.requireImageSize(size));
  }

  /** Whether some images are of unsigned bytes. */
  public boolean hasBytes() {
    return firstOf(type -> type == ElementType.UNSIGNED_BYTE).isPresent();
  }

  /** Whether some images are of floating-point numbers, which are taken as they are. */
  public boolean hasFloats() {
    return pairs.stream().anyMatch(pair -> !pair.images().header().type().isIntegral());
  }

  /**
   * Checks that those images which are not of bytes are all of integers or all of floating-point
   * numbers: they are all prepared the same way.
   *
   * @throws UsageException where they are of both
   */
  public void requireOneKindOfNumbers() {
    Optional<IdxPair> floats = firstOf(type -> !type.isIntegral());
    Optional<IdxPair> integers =
        firstOf(type -> type.isIntegral() && type != ElementType.UNSIGNED_BYTE);
    if (floats.isPresent() && integers.isPresent()) {
      throw new UsageException(
          "Invalid --images: %s has integers, which are divided by 255, and %s has floating-point numbers, which are not; give --normalize or --no-normalize"
              .formatted(integers.get().images().path(), floats.get().images().path()));
    }
  }

  private Optional<IdxPair> firstOf(Predicate<ElementType> wanted) {
    return pairs.stream().filter(pair -> wanted.test(pair.images().header().type())).findFirst();
  }

  /**
   * The dimensions of an image, without those of one where there are more than two.
   *
   * @throws UsageException where those of another file are others
   */
  public List<Integer> imageShape() {
    List<Integer> shape = shape(pairs.get(0).images());
    for (IdxPair pair : pairs) {
      if (!shape(pair.images()).equals(shape)) {
        throw new UsageException(
            "Invalid --transpose: %s has images of %s, and %s of %s; score them one after the other"
                .formatted(
                    pairs.get(0).images().path(),
                    pairs.get(0).images().header().itemShape(),
                    pair.images().path(),
                    pair.images().header().itemShape()));
      }
    }
    return shape;
  }

  /** As {@link #imageShape}; none where images of different files have different ones. */
  public Optional<List<Integer>> sharedShape() {
    List<Integer> shape = shape(pairs.get(0).images());
    return pairs.stream().allMatch(pair -> shape(pair.images()).equals(shape))
        ? Optional.of(shape)
        : Optional.empty();
  }

  private static List<Integer> shape(IdxFile images) {
    List<Integer> dimensions = images.header().dimensions();
    List<Integer> shape = dimensions.subList(1, dimensions.size());
    return shape.size() <= 2
        ? List.copyOf(shape)
        : shape.stream().filter(length -> length != 1).toList();
  }

  /** How many images there are. */
  public long images() {
    return pairs.stream().mapToLong(pair -> pair.images().header().count()).sum();
  }

  /**
   * Cuts the listing into groups that are worth a Spark job each, in order. A group has so many
   * full tasks that few cores wait long for the last of them, or a hundredth of all the work where
   * that is more; the last one has what is left.
   *
   * @param tasks how many tasks are enough
   * @param taskBytes how much a full task reads; of a gzipped file that is longer, one task reads
   *     all the same
   */
  public List<IdxListing> groups(int tasks, long taskBytes) {
    return WorkGroups.of(pairs, pair -> pair.work(taskBytes), tasks * taskBytes).stream()
        .map(IdxListing::new)
        .toList();
  }
}
