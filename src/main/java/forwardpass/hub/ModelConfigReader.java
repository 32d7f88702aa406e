package forwardpass.hub;

import com.fasterxml.jackson.databind.JsonNode;
import forwardpass.error.WeightsException;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;

/** Reads of Hugging Face's {@code config.json} how the classes are called. */
final class ModelConfigReader {
  static final String FILE = "config.json";

  private static final String NAMES = "id2label";

  private ModelConfigReader() {}

  /**
   * The names of all classes, in their order; none where it does not say them.
   *
   * @param file what to call it in messages
   * @throws WeightsException where it is no JSON, or the names are not of classes from 0 on
   */
  static List<String> classNames(InputStream in, String file) throws IOException {
    JsonNode names = JsonFile.read(in, file).path(NAMES);
    List<String> all = new ArrayList<>();
    for (int i = 0; i < names.size(); i++) {
      JsonNode name = names.path(String.valueOf(i));
      if (!name.isTextual()) {
        throw new WeightsException(
            "Corrupt: %s: expected in %s the names of classes from 0 to %d, found none of %d; correct it"
                .formatted(file, NAMES, names.size() - 1, i));
      }
      all.add(name.textValue());
    }
    return all;
  }
}
