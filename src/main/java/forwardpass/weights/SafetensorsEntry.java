package forwardpass.weights;

import java.util.List;

/**
 * What the header of a safetensors file says of one array.
 *
 * @param data its numbers
 * @param begin where they begin, in bytes after the header
 * @param end where they end, {@code data.length()} bytes later
 */
record SafetensorsEntry(String name, ArrayData data, List<Integer> shape, long begin, long end) {}
