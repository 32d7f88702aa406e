package forwardpass.model;

import forwardpass.error.UsageException;
import forwardpass.image.resize.PictureSize;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What is asked for of a graph, beside what its file says.
 *
 * @param outputs those that are kept
 * @param size of the pictures that it is given, for one that takes any size
 * @param channels of those, for one that takes any number
 * @param layout where the channels are; told from the shape that it takes where it is not given
 * @param device what computes
 */
public record GraphRequest(
    OutputNames outputs,
    Optional<PictureSize> size,
    OptionalInt channels,
    Optional<Layout> layout,
    Device device) {
  /** Nothing is asked for. */
  public static final GraphRequest NONE = of(OutputNames.NONE);

  /** The order of the values of an image. */
  public enum Layout {
    /** One channel after the other. */
    NCHW,
    /** The channels of a pixel side by side. */
    NHWC;

    /**
     * That of a name, in capitals or not.
     *
     * @throws UsageException where it is none
     */
    public static Layout of(String name) {
      for (Layout one : values()) {
        if (one.name().equalsIgnoreCase(name)) {
          return one;
        }
      }
      throw new UsageException("Invalid --layout: expected one of nchw, nhwc, found " + name);
    }
  }

  /** Only outputs are asked for. */
  public static GraphRequest of(OutputNames outputs) {
    return new GraphRequest(
        outputs, Optional.empty(), OptionalInt.empty(), Optional.empty(), Device.CPU);
  }

  /** The same, with an output that is kept beside the scores. */
  public GraphRequest withEmbedding(Optional<String> embedding) {
    return new GraphRequest(
        new OutputNames(outputs.scores(), embedding), size, channels, layout, device);
  }

  /** The same, for pictures of a size and a number of channels, where those are known. */
  public GraphRequest ofPictures(Optional<PictureSize> size, OptionalInt channels) {
    return new GraphRequest(outputs, size, channels, layout, device);
  }

  /** The first option that only an engine for graphs knows; none where there is none. */
  public Optional<String> option() {
    if (outputs.isGiven()) {
      return Optional.of(outputs.option());
    }
    return layout.isPresent()
        ? Optional.of("--layout")
        : Optional.of("--device " + device).filter(name -> device.isCuda());
  }
}
