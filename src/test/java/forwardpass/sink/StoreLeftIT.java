package forwardpass.sink;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayInputStream;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.hadoop.fs.MultipartUploader;
import org.apache.hadoop.fs.PartHandle;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.UploadHandle;
import org.junit.jupiter.api.Test;

/** What a run that has ended left in an output on S3 goes, and what is complete stays. */
class StoreLeftIT extends OnStore {
  @Test
  void whatADeadRunLeftGoes() throws Exception {
    store().put(lock(), Locks.ofADeadProcess());
    store().put(new Path(output, "part-0"), "left");
    store().put(new Path(output, "label=3/part-1"), "left");
    store().put(new Path(output, "__magic_job-1/tasks/0"), "left");

    LeftOutput.clear(output, s3, OUT);

    assertFalse(s3.exists(output), () -> output.toString());
  }

  @Test
  void ofWhatIsCompleteOnlyTheLockAndUploadsGo() throws Exception {
    store().put(lock(), Locks.ofADeadProcess());
    store().put(new Path(output, "_SUCCESS"), "");
    store().put(new Path(output, "part-0"), "complete");
    store().put(new Path(output, "__magic_job-1/tasks/0"), "left");

    LeftOutput.clear(output, s3, OUT);

    assertEquals(List.of("_SUCCESS", "part-0"), names());
  }

  /** As of what was refused, where that is overwritten; a manifest tells of other files there. */
  @Test
  void whatWasGatheredInWhatIsCompleteGoesWhereNoManifestTellsOfIt() throws Exception {
    store().put(lock(), Locks.ofADeadProcess());
    store().put(new Path(output, "_SUCCESS"), "");
    store().put(new Path(output, "part-0"), "complete");
    store().put(new Path(output, "_staging/00000-7"), "left");
    Path manifest = new Path(output, CompleteOutput.MANIFEST);

    LeftOutput.clear(output, s3, OUT);
    assertEquals(List.of("_SUCCESS", "part-0"), names());

    store().put(lock(), Locks.ofADeadProcess());
    store().put(manifest, "{}");
    store().put(new Path(output, "_staging/00000-7"), "named");
    LeftOutput.clear(output, s3, OUT);
    assertEquals(
        List.of("_SUCCESS", "_manifest.json", "_staging", "part-0"),
        names().stream().sorted().toList());
  }

  /** As if a run had stood still while another took its output, and then gone on. */
  @Test
  void uploadsOfARunThatHasLostAnOutputAreEnded() throws Exception {
    Path file = new Path(output, "part-0");
    try (MultipartUploader uploader = s3.createMultipartUploader(output).build()) {
      UploadHandle upload = uploader.startUpload(file).get();
      PartHandle part =
          uploader
              .putPart(upload, 1, true, file, new ByteArrayInputStream(new byte[] {1}), 1)
              .get();
      store().put(new Path(output, "__magic_job-1/tasks/0"), "left");

      StoreCommit.deleteUploads(output, s3);

      assertThrows(
          ExecutionException.class, () -> uploader.complete(upload, file, Map.of(1, part)).get());
    }
    assertEquals(List.of(), names());
  }
}
