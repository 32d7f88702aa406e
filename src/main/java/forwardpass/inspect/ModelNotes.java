package forwardpass.inspect;

import forwardpass.error.Quote;
import forwardpass.hub.ModelDirectory;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * What the files beside a model say of it: the names of its classes, and how to prepare pictures.
 */
final class ModelNotes {
  private static final int SHOWN_NAMES = 20;

  private static final String CLASSES = "classes: ";

  private ModelNotes() {}

  /**
   * Lines of a model in a directory.
   *
   * @param model what is known of the model itself
   */
  static List<String> of(FileSystem fileSystem, Path directory, List<String> model)
      throws IOException {
    List<String> lines = new ArrayList<>();
    names(ModelDirectory.classNames(fileSystem, directory), model, lines);
    ModelDirectory.preprocessor(fileSystem, directory)
        .ifPresentOrElse(
            config -> {
              lines.add("preparation of pictures, from preprocessor_config.json:");
              config.described().forEach(step -> lines.add("  " + step));
            },
            () ->
                lines.add(
                    "preparation of pictures: none is told, as there is no preprocessor_config.json; give score --resize, --crop, --interpolation, --mean and --std where there is to be one"));
    return lines;
  }

  private static void names(List<String> names, List<String> model, List<String> lines) {
    if (names.isEmpty()) {
      lines.add("names of classes: none in config.json");
      return;
    }
    boolean areOfOthers =
        model.stream()
            .filter(line -> line.startsWith(CLASSES))
            .anyMatch(line -> !line.equals(CLASSES + names.size()));
    lines.add(
        String.format(
            Locale.ROOT,
            "names of classes, from config.json: %,d%s",
            names.size(),
            areOfOthers ? "; left out, as the network gives another number" : ""));
    for (int i = 0; i < Math.min(SHOWN_NAMES, names.size()); i++) {
      lines.add("  %d %s".formatted(i, Quote.plain(names.get(i))));
    }
    if (names.size() > SHOWN_NAMES) {
      lines.add(String.format(Locale.ROOT, "  and %,d more", names.size() - SHOWN_NAMES));
    }
  }
}
