package forwardpass.job;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import forwardpass.error.OutputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StagedFilesTest {
  @TempDir Path dir;

  @Test
  void aFileThatIsNotKnownToHoldPredictionsIsNotDropped() throws IOException {
    Path staged = Files.createDirectories(dir.resolve("out/_staging/group/label=3"));
    Files.writeString(staged.resolve("part-0.csv"), "");
    Files.writeString(staged.resolveSibling("_SUCCESS"), "");
    StagedFiles files =
        new StagedFiles(
            org.apache.hadoop.fs.FileSystem.getLocal(new org.apache.hadoop.conf.Configuration()),
            new org.apache.hadoop.fs.Path(dir.resolve("out").toString()));
    org.apache.hadoop.fs.Path group =
        new org.apache.hadoop.fs.Path(dir.resolve("out/_staging/group").toString());
    assertEquals(List.of("label=3/part-0.csv"), files.list(group).files());

    Files.writeString(staged.resolve("rows-0.csv"), "kept");
    OutputException refused = assertThrows(OutputException.class, () -> files.list(group));
    files.clear();

    assertEquals(
        "Cannot resume %s: expected the sink to write files named part-*, found file:%s; write this format in one run, without --resume (what it wrote stays there until the next run)"
            .formatted(dir.resolve("out"), staged.resolve("rows-0.csv")),
        refused.getMessage());
    assertEquals("kept", Files.readString(staged.resolve("rows-0.csv")));
  }
}
