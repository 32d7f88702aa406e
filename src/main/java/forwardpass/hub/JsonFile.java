package forwardpass.hub;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import forwardpass.error.Quote;
import forwardpass.error.WeightsException;
import java.io.IOException;
import java.io.InputStream;

/** Small files of JSON beside a model. */
final class JsonFile {
  private static final int MOST_BYTES = 1 << 24;

  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private JsonFile() {}

  /**
   * Reads an object; leaves the stream open.
   *
   * @param file what to call it in messages
   * @throws WeightsException where it is none
   */
  static JsonNode read(InputStream in, String file) throws IOException {
    byte[] bytes = in.readNBytes(MOST_BYTES);
    try {
      JsonNode object = JSON.readTree(bytes);
      if (object == null || !object.isObject()) {
        throw new WeightsException(
            "Corrupt: %s: expected a JSON object, found another value; copy it again"
                .formatted(file));
      }
      return object;
    } catch (JsonProcessingException e) {
      throw new WeightsException(
          "Corrupt: %s: expected JSON, found: %s; copy it again"
              .formatted(file, Quote.plain(e.getOriginalMessage())),
          e);
    }
  }
}
