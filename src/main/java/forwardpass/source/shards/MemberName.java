package forwardpass.source.shards;

import java.util.Optional;

/**
 * What the name of a member says.
 *
 * @param key the path up to the first dot of the base name
 * @param suffix what comes after that dot
 */
record MemberName(String key, String suffix) {
  /** Empty where a name has no key, as one that begins with a dot. */
  static Optional<MemberName> of(String name) {
    int base = name.lastIndexOf('/') + 1;
    int dot = name.indexOf('.', base);
    return dot <= base
        ? Optional.empty()
        : Optional.of(new MemberName(name.substring(0, dot), name.substring(dot + 1)));
  }
}
