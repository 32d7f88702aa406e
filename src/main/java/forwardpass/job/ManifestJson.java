package forwardpass.job;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;
import forwardpass.error.OutputException;
import java.io.IOException;
import org.apache.hadoop.fs.Path;

/** Manifests as text. */
final class ManifestJson {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final ObjectWriter LINES =
      JSON.writer(
          new DefaultPrettyPrinter()
              .withObjectIndenter(new LinePerInput())
              .withArrayIndenter(new LinePerInput()));

  private ManifestJson() {}

  /**
   * A manifest from its text.
   *
   * @param path where it was found
   * @throws OutputException where it is of a later version
   */
  static Manifest read(String text, Path path) throws JsonProcessingException {
    JsonNode json = JSON.readTree(text);
    int version = json.path("version").asInt();
    if (version > Manifest.VERSION) {
      throw new OutputException(
          "Cannot resume %s: expected a manifest of version %d or earlier, found version %d; resume it with the newer Forwardpass that made it, or choose another --output"
              .formatted(path, Manifest.VERSION, version));
    }
    return JSON.treeToValue(json, Manifest.class);
  }

  /** A manifest's text, a line for each input. */
  static String lines(Manifest manifest) throws JsonProcessingException {
    return LINES.writeValueAsString(manifest) + "\n";
  }

  /** There may be very many inputs, and all of it is written again with each step. */
  private static final class LinePerInput extends DefaultIndenter {
    private static final long serialVersionUID = 1;
    private static final int LEVELS = 4;

    @Override
    public void writeIndentation(JsonGenerator generator, int level) throws IOException {
      if (level <= LEVELS) {
        super.writeIndentation(generator, level);
      }
    }
  }
}
