package forwardpass.source.idx;

import static forwardpass.source.idx.IdxFixture.write;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import forwardpass.error.InputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.junit.jupiter.api.Test;

/** Which files a path stands for, and which labels belong to them. */
class IdxPathsTest extends IdxRows {
  @Test
  void compressionIsToldByContentAndNotByName() {
    write(dir.resolve("in/plain.gz"), IdxFixture.images(3, 2, 2));
    write(dir.resolve("in/zipped"), IdxFixture.gzip(IdxFixture.images(4, 2, 2)));

    assertEquals(7, idx().load(dir.resolve("in").toString()).count());
  }

  @Test
  void directoriesAreReadWithoutHiddenFilesAndPairedByPath() {
    write(dir.resolve("images/b/2"), IdxFixture.images(2, 1, 1));
    write(dir.resolve("images/a/1"), IdxFixture.images(3, 1, 1));
    write(dir.resolve("images/_temporary/3"), new byte[] {1});
    write(dir.resolve("images/.hidden"), new byte[] {1});
    write(dir.resolve("labels/1"), IdxFixture.labels(3, 10));
    write(dir.resolve("labels/2"), IdxFixture.labels(2, 10));

    List<Row> rows =
        idx()
            .option("labels", dir.resolve("labels").toString())
            .load(dir.resolve("images").toString())
            .selectExpr("file", "index", "label")
            .orderBy("file", "index")
            .collectAsList();

    String first = uri(dir.resolve("images/a/1"));
    String second = uri(dir.resolve("images/b/2"));
    assertEquals(
        List.of(
            RowFactory.create(first, 0L, 0),
            RowFactory.create(first, 1L, 1),
            RowFactory.create(first, 2L, 2),
            RowFactory.create(second, 0L, 0),
            RowFactory.create(second, 1L, 1)),
        rows);
  }

  @Test
  void aGlobMatchesAndAFileCalledLikeOneIsReadItself() {
    write(dir.resolve("in/part-1"), IdxFixture.images(1, 1, 1));
    write(dir.resolve("in/part-2"), IdxFixture.images(2, 1, 1));
    write(dir.resolve("in/part-[1]"), IdxFixture.images(4, 1, 1));

    assertEquals(7, idx().load(dir.resolve("in/part-*").toString()).count());
    assertEquals(4, idx().load(dir.resolve("in/part-[1]").toString()).count());
    assertEquals(
        3,
        idx()
            .load(dir.resolve("in/part-1").toString(), dir.resolve("in/part-2").toString())
            .count());
  }

  @Test
  void moreFilesOfLabelsThanOfImagesAreRefused() {
    Path images = write(dir.resolve("images/1"), IdxFixture.images(2, 1, 1));
    Path first = write(dir.resolve("labels/1"), IdxFixture.labels(2, 10));
    write(dir.resolve("labels/2"), IdxFixture.labels(2, 10));

    InputException e =
        assertThrows(
            InputException.class,
            () ->
                idx()
                    .option("labels", dir.resolve("labels").toString())
                    .load(dir.resolve("images").toString())
                    .count());

    assertEquals(
        "Corrupt: %s: expected as many files of labels as of images, 1, the first of them %s, found 2; give each file of images its labels"
            .formatted(uri(first), uri(images)),
        e.getMessage());
  }

  @Test
  void hiddenFilesAndDirectoriesArePassedOver() throws IOException {
    Path below = Files.createDirectories(dir.resolve("in/below"));
    write(below.resolve("b"), IdxFixture.images(2, 1, 2));
    write(dir.resolve("in/a"), IdxFixture.images(3, 1, 2));
    for (String hidden : List.of("_temporary", ".staging")) {
      write(
          Files.createDirectories(dir.resolve("in").resolve(hidden)).resolve("c"),
          IdxFixture.images(5, 1, 2));
    }
    for (String hidden : List.of("_lock", ".hidden-file")) {
      write(dir.resolve("in").resolve(hidden), IdxFixture.images(7, 1, 2));
    }

    assertEquals(5, idx().load(dir.resolve("in").toString()).count());
  }
}
