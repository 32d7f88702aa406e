package forwardpass.source.shards;

import forwardpass.files.Parallel;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.hadoop.conf.Configuration;

/**
 * Cuts large shards between samples, at headers that are found from the start on. A gzipped one,
 * which has none in sight, stays whole.
 *
 * @param bytes that a part has at least, but for the last
 * @param mostWhole what a shard may have that is not looked through
 */
record ShardCuts(long bytes, long mostWhole, Configuration hadoop) {
  /** The parts of shards, in their order. */
  List<ShardPart> cut(List<ShardPart> shards) {
    return Parallel.map(shards, this::parts).stream().flatMap(List::stream).toList();
  }

  /** Where a shard is damaged, the last part has the damage: whoever reads it says so. */
  private List<ShardPart> parts(ShardPart shard) {
    if (shard.length() <= Math.max(bytes, mostWhole)) {
      return List.of(shard);
    }
    List<ShardPart> parts = new ArrayList<>();
    ShardPart rest = shard;
    try (ShardHeaders headers = ShardHeaders.open(shard, hadoop)) {
      String key = null;
      long samples = 0;
      for (TarArchiveEntry member = headers.next(); member != null; member = headers.next()) {
        Optional<MemberName> name =
            member.isDirectory() ? Optional.empty() : MemberName.of(member.getName());
        if (name.isEmpty() || name.get().key().equals(key)) {
          continue;
        }
        if (headers.start() - rest.start() >= bytes && samples > rest.index()) {
          parts.add(rest.upTo(headers.start()));
          rest = rest.from(headers.start(), samples, key);
        }
        key = name.get().key();
        samples++;
      }
    } catch (IOException e) {
      throw Shard.cannotRead(shard.path(), e);
    }
    parts.add(rest);
    return parts;
  }
}
