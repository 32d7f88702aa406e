package forwardpass.source.features;

import forwardpass.source.ImageBatch;
import forwardpass.source.Refusal;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;

/**
 * A column of bytes that are stored as text, as JSON has to: Base64, of either alphabet of RFC
 * 4648, with line breaks or without, and alone or in a data URL (RFC 2397).
 *
 * @param bytes reads a column of the bytes themselves
 */
public record Base64Features(FeaturesReader bytes) implements FeaturesReader {
  private static final Pattern DATA_URL = Pattern.compile("data:[^,]*;base64,");
  private static final Pattern LINE_BREAKS = Pattern.compile("[\r\n]+");

  /**
   * The bytes of a text.
   *
   * @return empty where it is no Base64
   */
  public static Optional<byte[]> decoded(String text) {
    Matcher url = DATA_URL.matcher(text);
    String body = url.lookingAt() ? text.substring(url.end()) : text;
    String encoded = body.indexOf('\n') < 0 ? body : LINE_BREAKS.matcher(body).replaceAll("");
    boolean isUrlSafe = encoded.indexOf('-') >= 0 || encoded.indexOf('_') >= 0;
    Base64.Decoder decoder = isUrlSafe ? Base64.getUrlDecoder() : Base64.getDecoder();
    try {
      return Optional.of(decoder.decode(encoded.getBytes(StandardCharsets.ISO_8859_1)));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  @Override
  public Optional<Refusal> copy(InternalRow row, int column, ImageBatch to) {
    if (row.isNullAt(column)) {
      return FeaturesReader.missing();
    }
    String text = row.getUTF8String(column).toString();
    Optional<byte[]> value = decoded(text);
    if (value.isEmpty()) {
      return Refusal.corrupt("expected Base64, found " + Refusal.shown(text));
    }
    return bytes.copy(new GenericInternalRow(new Object[] {value.get()}), 0, to);
  }

  @Override
  public boolean arePictures() {
    return bytes.arePictures();
  }

  @Override
  public boolean areBytes() {
    return bytes.areBytes();
  }
}
