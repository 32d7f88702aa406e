package forwardpass.weights.keras;

import forwardpass.error.Quote;
import forwardpass.error.WeightsException;
import forwardpass.weights.data.FilePosition;
import forwardpass.weights.data.StoredTensor;
import io.jhdf.HdfFile;
import io.jhdf.Superblock;
import io.jhdf.api.Attribute;
import io.jhdf.api.Dataset;
import io.jhdf.api.Group;
import io.jhdf.api.Node;
import io.jhdf.exceptions.HdfFilterException;
import io.jhdf.exceptions.UnsupportedHdfException;
import io.jhdf.links.ExternalLink;
import java.lang.reflect.Array;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** HDF5 in memory. Nothing outside of it is ever opened, and no link is followed. */
final class Hdf5File {
  private static final String SAVE_AGAIN =
      "load the model with keras.saving.load_model and save it again with model.save";

  /** What the library says of a type of bytes without a name. */
  private static final String NAMELESS_TYPE = "End of buffer reached before NULL";

  /** The longest first block; no file that has anything is shorter. */
  private static final int SUPERBLOCK_BYTES = 96;

  /** More than any network of dense layers has, so that a file cannot make names for ever. */
  private static final int MOST_CHILDREN = 1 << 12;

  private final HdfFile hdf5;
  private final int length;
  private final String file;

  private Hdf5File(HdfFile hdf5, int length, String file) {
    this.hdf5 = hdf5;
    this.length = length;
    this.file = file;
  }

  /**
   * @param file what messages call it
   * @throws WeightsException where it is damaged
   */
  static Hdf5File open(byte[] bytes, String file) {
    FilePosition end = new FilePosition(file, bytes.length);
    if (bytes.length < SUPERBLOCK_BYTES) {
      throw end.truncated(
          "the first block of HDF5, %d bytes".formatted(SUPERBLOCK_BYTES), "the end of the file");
    }
    Superblock superblock;
    try {
      superblock = Superblock.readSuperblock(ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN));
    } catch (RuntimeException e) {
      throw damaged(file, e);
    }
    if (superblock.getEndOfFileAddress() > bytes.length) {
      throw end.truncated(
          superblock.getEndOfFileAddress() + " bytes", String.valueOf(bytes.length));
    }
    HdfFile hdf5 = reading(file, () -> HdfFile.fromByteBuffer(ByteBuffer.wrap(bytes)));
    return new Hdf5File(hdf5, bytes.length, file);
  }

  /** Where failures of the whole file are reported. */
  FilePosition start() {
    return new FilePosition(file, 0);
  }

  /** Where failures of a group or dataset are reported. */
  FilePosition position(Hdf5Node node) {
    return new FilePosition(file + ", " + Quote.plain(node.path()), node.node().getAddress());
  }

  Hdf5Node root() {
    return new Hdf5Node("", hdf5);
  }

  /** The children of a group; none of a dataset. */
  List<Hdf5Node> children(Hdf5Node group) {
    if (!(group.node() instanceof Group of)) {
      return List.of();
    }
    Map<String, Node> children = reading(place(group), of::getChildren);
    if (children.size() > MOST_CHILDREN) {
      throw position(group)
          .unsupported(
              "at most %d arrays in a group".formatted(MOST_CHILDREN),
              String.valueOf(children.size()),
              SAVE_AGAIN);
    }
    List<Hdf5Node> nodes = new ArrayList<>();
    children.forEach((name, node) -> nodes.add(here(new Hdf5Node(group.path(name), node))));
    return nodes;
  }

  Optional<Hdf5Node> child(Hdf5Node group, String name) {
    return children(group).stream().filter(node -> node.name().equals(name)).findFirst();
  }

  /** No link is followed: it may lead to any file, or round in a circle. */
  private Hdf5Node here(Hdf5Node node) {
    if (node.node().isLink()) {
      throw start()
          .unsupported(
              "arrays in the file itself",
              (node.node() instanceof ExternalLink ? "a link to another file at " : "a link at ")
                  + Quote.plain(node.path()),
              SAVE_AGAIN);
    }
    return node;
  }

  /** An attribute that is a text. */
  Optional<String> text(Hdf5Node node, String name) {
    Object value = attribute(node, name);
    if (value instanceof String text) {
      return Optional.of(text);
    }
    if (value != null) {
      throw position(node).corrupt("a text as attribute " + name, "another value");
    }
    return Optional.empty();
  }

  /**
   * An attribute that is a list of texts; none where it is not there. What is too long for one
   * attribute Keras cuts in several, called NAME0, NAME1 and so on.
   */
  Optional<List<String>> texts(Hdf5Node node, String name) {
    List<Object> parts = new ArrayList<>();
    if (has(node, name)) {
      parts.add(attribute(node, name));
    } else {
      for (int i = 0; has(node, name + i); i++) {
        parts.add(attribute(node, name + i));
      }
      if (parts.isEmpty()) {
        return Optional.empty();
      }
    }
    List<String> texts = new ArrayList<>();
    for (Object part : parts) {
      if (part instanceof String[] some) {
        texts.addAll(List.of(some));
      } else if (part != null && !isEmptyArray(part)) {
        throw position(node).corrupt("texts as attribute " + name, "other values");
      }
    }
    return Optional.of(texts);
  }

  /** An empty list has the type of numbers. */
  private static boolean isEmptyArray(Object value) {
    return value.getClass().isArray() && Array.getLength(value) == 0;
  }

  private boolean has(Hdf5Node node, String name) {
    return reading(place(node), () -> node.node().getAttributes().containsKey(name));
  }

  private Object attribute(Hdf5Node node, String name) {
    return reading(
        place(node) + ", attribute " + name,
        () -> {
          Attribute attribute = node.node().getAttribute(name);
          return attribute == null ? null : attribute.getData();
        });
  }

  /**
   * The array of a dataset, all of its values finite.
   *
   * @param name what messages call the array
   */
  StoredTensor array(Hdf5Node node, String name) {
    if (!(node.node() instanceof Dataset dataset)) {
      throw position(node).corrupt("an array", "a group");
    }
    FilePosition position = position(node);
    boolean isBfloat16 = text(node, "dtype").filter("bfloat16"::equals).isPresent();
    return reading(place(node), () -> new Hdf5Array(dataset, position, length).read(isBfloat16))
        .requireFinite(name);
  }

  private String place(Hdf5Node node) {
    return node.path().isEmpty() ? file : file + ", " + Quote.plain(node.path());
  }

  /** The library throws what it likes on damage, and follows circles to the end of the stack. */
  private static <T> T reading(String place, Supplier<T> read) {
    try {
      return read.get();
    } catch (WeightsException e) {
      throw e;
    } catch (RuntimeException | StackOverflowError e) {
      throw damaged(place, e);
    }
  }

  private static WeightsException damaged(String place, Throwable failure) {
    FilePosition position = new FilePosition(place, 0);
    Throwable cause = failure;
    for (Throwable next = failure; next != null; next = next.getCause()) {
      cause = next;
      if (next instanceof UnsupportedHdfException || next instanceof HdfFilterException) {
        return position.unsupported("HDF5 as Keras writes it", reason(next), SAVE_AGAIN);
      }
    }
    if (NAMELESS_TYPE.equals(cause.getMessage())) {
      return position.unsupported(
          "numbers of a type of HDF5", "others, as Keras keeps bfloat16", FilePosition.SAVE_FLOATS);
    }
    return position.corrupt("valid HDF5", "another file: " + reason(cause));
  }

  private static String reason(Throwable cause) {
    String message = cause.getMessage();
    return message == null ? cause.getClass().getSimpleName() : Quote.plain(message);
  }
}
