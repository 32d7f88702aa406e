package forwardpass;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import forwardpass.source.idx.IdxFixture;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.imageio.ImageIO;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;

/** The pictures of a report are what the network saw, however the images were stored. */
class ReportPicturesTest extends MnistTables {
  private static final int SIDE = 28;
  private static final Pattern PICTURE = Pattern.compile("src=\"data:image/png;base64,([^\"]+)\"");

  /** On its side, and dark ink on light paper. */
  private static byte[] turned(int image) {
    byte[] turned = new byte[PIXELS];
    for (int i = 0; i < PIXELS; i++) {
      turned[i % SIDE * SIDE + i / SIDE] = (byte) (255 - pixels[image * PIXELS + i]);
    }
    return turned;
  }

  private List<byte[]> pictures() throws IOException {
    Matcher found = PICTURE.matcher(Files.readString(dir.resolve("report/report.html")));
    List<byte[]> pictures = new ArrayList<>();
    while (found.find()) {
      BufferedImage picture =
          ImageIO.read(new ByteArrayInputStream(Base64.getDecoder().decode(found.group(1))));
      pictures.add(
          (byte[]) picture.getRaster().getDataElements(0, 0, SIDE, SIDE, new byte[PIXELS]));
    }
    return pictures;
  }

  private void assertPictures(Object... args) throws IOException {
    List<Object> all = new ArrayList<>(List.of(args));
    all.addAll(List.of("--report", dir.resolve("report"), "--label-from", "none"));
    all.addAll(List.of("--invert", "--transpose"));

    CommandRun run = CommandRun.of(all.toArray());

    assertEquals(0, run.status(), run.err());
    JsonNode examples =
        new ObjectMapper()
            .readTree(dir.resolve("report/report.json").toFile())
            .get("least_certain");
    List<byte[]> pictures = pictures();
    assertEquals(24, examples.size());
    assertEquals(24, pictures.size());
    for (int i = 0; i < 24; i++) {
      int image = examples.get(i).get("index").asInt();
      assertArrayEquals(bytes(image), pictures.get(i), "image " + image);
    }
  }

  @Test
  void ofBytesInIdx() throws IOException {
    assertPictures(
        "--images",
        IdxFixture.write(
            dir.resolve("bytes"),
            IdxFixture.bytes(
                0x08,
                new int[] {IMAGES, SIDE, SIDE},
                out -> {
                  for (int i = 0; i < IMAGES; i++) {
                    out.write(turned(i));
                  }
                })));
  }

  @Test
  void ofFloatsInIdx() throws IOException {
    assertPictures(
        "--images",
        IdxFixture.write(
            dir.resolve("floats"),
            IdxFixture.bytes(
                0x0d,
                new int[] {IMAGES, SIDE, SIDE},
                out -> {
                  for (int i = 0; i < IMAGES; i++) {
                    for (byte pixel : turned(i)) {
                      out.writeFloat((pixel & 0xff) / 255f);
                    }
                  }
                })));
  }

  @Test
  void ofBytesInATable() throws IOException {
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < IMAGES; i++) {
      rows.add(RowFactory.create((Object) turned(i)));
    }
    StructType schema = new StructType().add("image", DataTypes.BinaryType);

    assertPictures("--images", table(schema, rows, "parquet"));
  }

  @Test
  void ofNumbersInATable() throws IOException {
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < IMAGES; i++) {
      List<Integer> values = new ArrayList<>();
      for (byte pixel : turned(i)) {
        values.add(pixel & 0xff);
      }
      rows.add(RowFactory.create(values));
    }
    StructType schema =
        new StructType().add("image", DataTypes.createArrayType(DataTypes.IntegerType));

    assertPictures("--images", table(schema, rows, "parquet"));
  }
}
