package forwardpass.source.idx;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;

/** The JSON array in which Spark passes the paths of {@code load(String...)} to a data source. */
final class PathList {
  private PathList() {}

  static List<String> parse(String json) {
    try {
      return new ObjectMapper().readValue(json, new TypeReference<List<String>>() {});
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("expected a JSON array of paths, found " + json, e);
    }
  }
}
