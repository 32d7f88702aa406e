package forwardpass.image.resize;

import java.util.LinkedHashMap;
import java.util.Map;

/** The axes that were used last: pictures that come together often have the same sizes. */
final class FilterAxes {
  private static final int MOST = 64;

  /** Those of a very long side are for one picture. */
  private static final int MOST_NUMBERS = 1 << 16;

  private final Interpolation filter;
  private final Map<Key, FilterAxis> axes = new LinkedHashMap<>(MOST, 0.75f, true);

  private record Key(int length, int newLength, int first, int count) {}

  FilterAxes(Interpolation filter) {
    this.filter = filter;
  }

  /** As {@link FilterAxis#of}. */
  FilterAxis of(int length, int newLength, int first, int count) {
    Key key = new Key(length, newLength, first, count);
    FilterAxis kept = axes.get(key);
    if (kept != null) {
      return kept;
    }
    FilterAxis axis = FilterAxis.of(filter, length, newLength, first, count);
    if (axis.size() <= MOST_NUMBERS) {
      if (axes.size() == MOST) {
        axes.remove(axes.keySet().iterator().next());
      }
      axes.put(key, axis);
    }
    return axis;
  }
}
