package forwardpass.onnxruntime;

import forwardpass.error.UsageException;
import forwardpass.image.resize.PictureSize;
import forwardpass.model.GraphRequest;
import forwardpass.model.GraphRequest.Layout;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The shape of an image, as a graph takes it.
 *
 * @param sizes without the dimension of the batch
 * @param channels 1 or 3
 */
record InputShape(List<Integer> sizes, int channels, boolean areChannelsLast) {
  private static final int COLOURS = 3;
  private static final int MOST_DIMENSIONS = 4;

  /**
   * The shape of a graph's input. Where a size is left open it is the one that is asked for; where
   * the number of channels is, it is three, unless another is asked for.
   *
   * @param dimensions with that of the batch; negative where the graph leaves them open
   * @param found the input, in messages
   * @throws UsageException where a size is left open and not asked for, or the layout that is asked
   *     for cannot be
   */
  static InputShape of(long[] dimensions, GraphRequest request, String found, String file) {
    if (dimensions.length < MOST_DIMENSIONS) {
      return flat(dimensions, request, found, file);
    }
    boolean isLast = layout(dimensions, request, found, file) == Layout.NHWC;
    long said = dimensions[isLast ? MOST_DIMENSIONS - 1 : 1];
    int channels = said < 0 ? request.channels().orElse(COLOURS) : clamped(said);
    int rows = isLast ? 1 : 2;
    List<Integer> sizes = new ArrayList<>();
    sizes.add(size(dimensions[rows], request, true, found, file));
    sizes.add(size(dimensions[rows + 1], request, false, found, file));
    sizes.add(isLast ? 2 : 0, channels);
    return new InputShape(List.copyOf(sizes), channels, isLast);
  }

  /** Values without channels of their own; those of colours lie as is asked for. */
  private static InputShape flat(
      long[] dimensions, GraphRequest request, String found, String file) {
    List<Integer> sizes = new ArrayList<>();
    for (int i = 1; i < dimensions.length; i++) {
      sizes.add(
          dimensions.length == 2 && dimensions[i] < 0
              ? area(request, found, file)
              : size(dimensions[i], request, i == 1, found, file));
    }
    boolean isFirst = request.layout().filter(Layout.NCHW::equals).isPresent();
    return isFirst && sizes.size() == 1
        ? new InputShape(List.copyOf(sizes), request.channels().orElse(1), false)
        : new InputShape(List.copyOf(sizes), 1, true);
  }

  private static Layout layout(long[] dimensions, GraphRequest request, String found, String file) {
    long first = dimensions[1];
    long last = dimensions[MOST_DIMENSIONS - 1];
    if (request.layout().isEmpty()) {
      return isChannels(first) || (first < 0 && !isChannels(last)) ? Layout.NCHW : Layout.NHWC;
    }
    Layout asked = request.layout().get();
    long channels = asked == Layout.NCHW ? first : last;
    if (channels >= 0 && !isChannels(channels)) {
      throw new UsageException(
          "Invalid --layout %s: expected 1 or 3 channels there in the input of %s, found %s; leave it out"
              .formatted(asked.name().toLowerCase(Locale.ROOT), file, found));
    }
    return asked;
  }

  private static int size(
      long dimension, GraphRequest request, boolean isHeight, String found, String file) {
    if (dimension >= 0) {
      return clamped(dimension);
    }
    PictureSize size = asked(request, found, file);
    return isHeight ? size.height() : size.width();
  }

  private static int area(GraphRequest request, String found, String file) {
    PictureSize size = asked(request, found, file);
    return size.height() * size.width() * request.channels().orElse(1);
  }

  private static PictureSize asked(GraphRequest request, String found, String file) {
    return request
        .size()
        .orElseThrow(
            () ->
                new UsageException(
                    "Cannot tell the size of images for %s: expected an input of a size, found %s; name the size with --crop or --resize WxH, or export the network for one size"
                        .formatted(file, found)));
  }

  private static int clamped(long dimension) {
    return (int) Math.min(Integer.MAX_VALUE, dimension);
  }

  private static boolean isChannels(long dimension) {
    return dimension == 1 || dimension == COLOURS;
  }

  /** Whether images can have such a shape. */
  boolean isOfImages() {
    long values = 1;
    for (int size : sizes) {
      values = Math.min(Integer.MAX_VALUE, values * size);
    }
    return isChannels(channels)
        && values > 0
        && values < Integer.MAX_VALUE
        && values % channels == 0;
  }
}
