package forwardpass.source.idx;

import forwardpass.error.InputException;
import forwardpass.files.FileOpener;
import forwardpass.files.FileTypes;
import forwardpass.files.FoundFile;
import forwardpass.files.FoundFiles;
import forwardpass.files.ImageFormat;
import forwardpass.files.Parallel;
import forwardpass.files.PassedOver;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;

/**
 * The IDX files among those that were found, their headers read.
 *
 * @param files in the order of their paths
 * @param passedOver the others
 */
record IdxFiles(List<IdxFile> files, PassedOver passedOver) {
  /** A file that was found, and what it is; nothing where it is not of IDX. */
  private record Inspected(FoundFile file, Optional<IdxFile> idx) {}

  /**
   * Those of images.
   *
   * @throws InputException where one does not hold images, or there is none
   */
  static IdxFiles images(FoundFiles found, Configuration hadoop) {
    IdxFiles images = of(found, hadoop);
    List<IdxFile> labels = images.files.stream().filter(file -> !hasImages(file)).toList();
    if (!labels.isEmpty() && labels.size() < images.files.size()) {
      throw new InputException(
          "Unsupported: %s: expected images, found labels beside them, such as %s; name the images by themselves, with a glob or with --include, and the labels with --labels"
              .formatted(found.named(), labels.get(0).path()));
    }
    return images.requireAll(file -> file.header().requireImages(file.path()));
  }

  /** Those of labels; as {@link #images}. */
  static IdxFiles labels(FoundFiles found, Configuration hadoop) {
    IdxFiles labels = of(found, hadoop);
    List<IdxFile> images =
        labels.files.stream().filter(file -> file.header().dimensions().size() > 2).toList();
    if (!images.isEmpty() && images.size() < labels.files.size()) {
      throw new InputException(
          "Unsupported: %s: expected labels, found images beside them, such as %s; name the labels by themselves, with a glob"
              .formatted(found.named(), images.get(0).path()));
    }
    return labels.requireAll(file -> file.header().requireLabels(file.path()));
  }

  private interface Check {
    void of(IdxFile file);
  }

  private IdxFiles requireAll(Check check) {
    files.forEach(check::of);
    return this;
  }

  private static boolean hasImages(IdxFile file) {
    return file.header().dimensions().size() > 1;
  }

  private static IdxFiles of(FoundFiles found, Configuration hadoop) {
    FileOpener opener = new FileOpener(hadoop);
    List<Inspected> all =
        Parallel.map(found.files(), file -> inspect(file, found.isOneFile(), opener, hadoop));
    List<IdxFile> files = new ArrayList<>();
    List<FoundFile> taken = new ArrayList<>();
    PassedOver passedOver = PassedOver.NONE;
    for (Inspected each : all) {
      if (each.idx.isPresent()) {
        files.add(each.idx.get());
        taken.add(each.file);
      } else {
        passedOver = passedOver.plus(each.file.toString());
      }
    }
    if (files.isEmpty()) {
      throw new InputException(
          "Cannot read %s: expected IDX files, found none among %d others, such as %s; check the path"
              .formatted(found.named(), passedOver.files(), passedOver.example()));
    }
    FoundFiles.requireOnce(taken);
    return new IdxFiles(files, passedOver);
  }

  private static Inspected inspect(
      FoundFile file, boolean isNamed, FileOpener opener, Configuration hadoop) {
    try {
      return new Inspected(file, Optional.of(IdxFile.inspect(file, opener)));
    } catch (InputException e) {
      if (!isNamed && isStray(file, hadoop)) {
        return new Inspected(file, Optional.empty());
      }
      throw e;
    }
  }

  private static boolean isStray(FoundFile file, Configuration hadoop) {
    try {
      return FileTypes.isStray(ImageFormat.IDX, FileTypes.of(file, hadoop), file.name());
    } catch (IOException | UncheckedIOException e) {
      return false; // that it cannot be read has been said
    }
  }
}
