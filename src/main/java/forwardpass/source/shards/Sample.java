package forwardpass.source.shards;

import forwardpass.source.Refusal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What the members of one key have. */
final class Sample {
  private final String key;
  private final List<String> members = new ArrayList<>();
  private final List<String> images = new ArrayList<>();
  private boolean isOfPlainName;
  private byte[] image;
  private String label;
  private String json;
  private String text;
  private Optional<Refusal> refusal = Optional.empty();

  Sample(String key) {
    this.key = key;
  }

  String key() {
    return key;
  }

  /** Encoded. */
  byte[] image() {
    return image;
  }

  /** As it is written; null where there is none. */
  String label() {
    return label;
  }

  /** Null where there is none. */
  String json() {
    return json;
  }

  /** Null where there is none. */
  String text() {
    return text;
  }

  /** Why it cannot be scored; empty where that is not known. */
  Optional<Refusal> refusal() {
    if (refusal.isPresent() || images.size() == 1) {
      return refusal;
    }
    return Refusal.corrupt(
        images.isEmpty()
            ? "expected an image of the key %s, found %s".formatted(key, String.join(", ", members))
            : "expected one image of the key %s, found %s"
                .formatted(key, String.join(", ", images)));
  }

  /** One that cannot be read. */
  void refuse(Refusal why) {
    if (refusal.isEmpty()) {
      refusal = Optional.of(why);
    }
  }

  /** One of no use here. */
  void addOther(String suffix) {
    members.add(suffix);
  }

  /**
   * Whether an image of this name is the sample's, by what there is so far: one with a suffix of
   * several parts, such as {@code seg.png}, is not where there is one of a single part.
   */
  boolean isImage(String suffix) {
    boolean isPlain = suffix.indexOf('.') < 0;
    return images.isEmpty() || isPlain || !isOfPlainName;
  }

  void addImage(String suffix, byte[] content) {
    boolean isPlain = suffix.indexOf('.') < 0;
    if (isPlain && !isOfPlainName) {
      images.clear();
    }
    isOfPlainName |= isPlain;
    images.add(suffix);
    members.add(suffix);
    image = content;
  }

  void addLabel(String suffix, String content) {
    label = once(suffix, label, content);
  }

  void addJson(String suffix, String content) {
    json = once(suffix, json, content);
  }

  void addText(String suffix, String content) {
    text = once(suffix, text, content);
  }

  private String once(String suffix, String before, String content) {
    members.add(suffix);
    if (before != null) {
      refuse(
          Refusal.corrupt("expected one %s of the key %s, found two".formatted(suffix, key))
              .orElseThrow());
    }
    return content;
  }
}
