package forwardpass.source.shards;

import forwardpass.files.FileTypes;
import forwardpass.files.PassedOver;
import forwardpass.source.Refusal;
import java.io.Closeable;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.Locale;
import java.util.NoSuchElementException;
import java.util.Optional;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.apache.hadoop.conf.Configuration;

/**
 * The samples of a shard: members that follow each other and have one key, which is the path up to
 * the first dot of the base name. Members without a key, such as those that begin with a dot, are
 * passed over. What a name says is a name only: nothing is ever unpacked.
 *
 * @see <a href="https://github.com/webdataset/webdataset">WebDataset</a>
 */
final class ShardSamples implements Iterator<Sample>, Closeable {
  private static final int MOST_IMAGE_BYTES = 1 << 30;
  private static final int MOST_TEXT_BYTES = 1 << 24;

  private final Shard shard;
  private PassedOver passedOver = PassedOver.NONE;
  private Sample begun;
  private Sample next;
  private String before;

  private ShardSamples(Shard shard, String before) {
    this.shard = shard;
    this.before = before == null ? "before its first key" : after(before);
  }

  /** Opens a part of a shard; the caller closes it. */
  static ShardSamples open(ShardPart part, Configuration hadoop) {
    return new ShardSamples(Shard.open(part, hadoop), part.before());
  }

  private static String after(String key) {
    return "after the key " + Refusal.shown(key);
  }

  /** The members that have no key, so far. */
  PassedOver passedOver() {
    return passedOver;
  }

  @Override
  public boolean hasNext() {
    while (next == null) {
      TarArchiveEntry member = shard.next(before);
      if (member == null) {
        next = begun;
        begun = null;
        return next != null;
      }
      if (!member.isDirectory()) {
        take(member);
      }
    }
    return true;
  }

  @Override
  public Sample next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    Sample sample = next;
    next = null;
    return sample;
  }

  private void take(TarArchiveEntry member) {
    Optional<MemberName> name = MemberName.of(member.getName());
    if (name.isEmpty()) {
      passedOver = passedOver.plus(shard.path() + "/" + member.getName());
      return;
    }
    String key = name.get().key();
    if (begun == null || !begun.key().equals(key)) {
      next = begun;
      before = begun == null ? before : after(begun.key());
      begun = new Sample(key);
    }
    add(member, name.get().suffix(), begun);
  }

  private void add(TarArchiveEntry member, String suffix, Sample sample) {
    switch (suffix.toLowerCase(Locale.ROOT)) {
      case "cls" -> sample.addLabel(suffix, text(member, sample));
      case "json" -> sample.addJson(suffix, text(member, sample));
      case "txt" -> sample.addText(suffix, text(member, sample));
      default -> {
        if (FileTypes.isNamedAsImage("." + suffix) && sample.isImage(suffix)) {
          sample.addImage(suffix, content(member, MOST_IMAGE_BYTES, sample));
        } else {
          sample.addOther(suffix);
        }
      }
    }
  }

  private String text(TarArchiveEntry member, Sample sample) {
    byte[] content = content(member, MOST_TEXT_BYTES, sample);
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(content)).toString();
    } catch (CharacterCodingException e) {
      sample.refuse(
          Refusal.corrupt(
                  "expected text in UTF-8 in %s, found other bytes".formatted(member.getName()))
              .orElseThrow());
      return "";
    }
  }

  /** Nothing, of a sample that is refused for it. */
  private byte[] content(TarArchiveEntry member, int most, Sample sample) {
    String name = Refusal.shown(member.getName());
    if (!isFile(member)) {
      sample.refuse(
          Refusal.unsupported(
                  "expected a file as %s, found %s"
                      .formatted(name, member.isSparse() ? "a sparse one" : "a link or a device"),
                  "write the shard from plain files")
              .orElseThrow());
      return new byte[0];
    }
    if (member.getSize() > most) {
      sample.refuse(
          Refusal.unsupported(
                  "expected at most %d bytes in %s, found %d"
                      .formatted(most, name, member.getSize()),
                  "make it smaller")
              .orElseThrow());
      return new byte[0];
    }
    return shard.content((int) member.getSize(), before);
  }

  private static boolean isFile(TarArchiveEntry member) {
    byte type = member.getLinkFlag();
    boolean isPlain =
        type == TarConstants.LF_NORMAL
            || type == TarConstants.LF_OLDNORM
            || type == TarConstants.LF_CONTIG;
    return isPlain && !member.isSparse();
  }

  @Override
  public void close() {
    shard.close();
  }
}
