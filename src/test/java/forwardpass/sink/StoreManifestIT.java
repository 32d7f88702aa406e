package forwardpass.sink;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.fs.Path;
import org.junit.jupiter.api.Test;

/** The manifest of an output on S3 is that of the run that has the output. */
class StoreManifestIT extends OnStore {
  @Test
  void whoHasLostAnOutputPutsNothingOverTheManifestOfAnother() throws Exception {
    HeldFile first = manifest();
    first.write("{\"a\": 1}");
    HeldFile second = manifest();
    assertEquals(Optional.of("{\"a\": 1}"), second.read(CompleteOutput::isWholeManifest));
    second.write("{\"b\": 2}");

    IOException refused = assertThrows(IOException.class, () -> first.write("{\"a\": 2}"));
    IOException unread = assertThrows(IOException.class, () -> manifest().write("{\"a\": 2}"));
    second.write("{\"b\": 3}");

    String message =
        "expected %s/_manifest.json as this run has left it, found what another has written"
            .formatted(output);
    assertEquals(message, refused.getMessage());
    assertEquals(message, unread.getMessage());
    assertEquals(Optional.of("{\"b\": 3}"), manifest().read(CompleteOutput::isWholeManifest));
  }

  private HeldFile manifest() {
    return new HeldFile(new Path(output, CompleteOutput.MANIFEST), s3.getConf());
  }

  @Test
  void aManifestIsReplacedAsOne() throws Exception {
    Path manifest = new Path(output, "_manifest.json");

    AtomicFile.write(manifest, "{\"a\": 1}", s3);
    AtomicFile.write(manifest, "{\"a\": 2}", s3);

    assertEquals(Optional.of("{\"a\": 2}"), AtomicFile.text(manifest, s3));
    assertEquals(List.of("_manifest.json"), names());
  }
}
