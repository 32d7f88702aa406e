package forwardpass;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.zip.GZIPInputStream;
import javax.imageio.ImageIO;
import org.apache.hadoop.fs.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * A store that fails, throttles and is slow costs time and no image; it is asked no more than need
 * be.
 */
@Tag("stores")
class S3TroubleIT extends ThroughProxy {
  private static final int SIDE = 28;
  private static final int PICTURES = 200;
  private static final int DIRECTORIES = 4;
  private static final int PARTS = 3;

  /** So many files of a dump are looked at to tell what they are. */
  private static final int LOOKED_AT = 100;

  /** The client's own patience ends before. */
  private static final int REFUSALS = 7;

  /**
   * Of each 31 requests some fail, one way or another.
   *
   * @param throttled what one ends with that the store refuses again and again
   */
  private static S3Proxy.Trouble trouble(String throttled) {
    AtomicInteger requests = new AtomicInteger();
    AtomicInteger refusals = new AtomicInteger();
    return request -> {
      if (request.startsWith("GET ")
          && request.endsWith(throttled)
          && refusals.incrementAndGet() <= REFUSALS) {
        return S3Proxy.SLOW_DOWN;
      }
      int turn = requests.incrementAndGet() % 31;
      if (turn == 19) {
        throw new IOException("the connection is closed without an answer");
      }
      if (turn == 27) {
        Thread.sleep(300);
      }
      return turn == 3 ? 500 : turn == 11 ? S3Proxy.SLOW_DOWN : 200;
    };
  }

  @Test
  void aStoreThatFailsAndThrottlesCostsNoImageAndIsNamedOnce() throws Exception {
    upload(images(1), "job/images");
    upload(labels(1), "job/labels");
    String output = root + "troubled";
    proxy.befall(trouble("/job/images"));

    List<Object> options = server.options(proxy.endpoint());
    options.add("--");
    CommandRun run =
        run(
            SUBMIT,
            with(
                options,
                "--images",
                root + "job/images",
                "--labels",
                root + "job/labels",
                "--partitions",
                4,
                "--output",
                output));
    proxy.befall(S3Proxy.Trouble.NONE);

    run.assertAccuracy(Golden.ACCURACY);
    assertEquals(
        1,
        run.err()
            .lines()
            .filter(
                line ->
                    line.matches(
                        "[0-9:]{8} WARN Throttling: %s asks for fewer requests at a time: they are sent again, later; fewer cores send fewer"
                            .formatted(root.replaceAll("/$", ""))))
            .count(),
        run.err());
    assertTrue(run.err().lines().noneMatch(line -> line.contains("s3a.")), run.err());
    assertGoldenOnS3(output, 1);
    assertEquals(COMPLETE, names(output));
  }

  @Test
  void whatIsResumedOnSuchAStoreIsExact() throws Exception {
    String output = root + "resumed";
    for (int i = 0; i < PARTS; i++) {
      upload(images(1), "parts/images/" + i);
      upload(labels(1), "parts/labels/" + i);
    }
    proxy.befall(trouble("/parts/images/1"));

    CommandRun run =
        CommandRun.of(
            "--images",
            root + "parts/images",
            "--labels",
            root + "parts/labels",
            "--output",
            output,
            "--resume");
    proxy.befall(S3Proxy.Trouble.NONE);

    run.assertAccuracy(Golden.ACCURACY);
    assertGoldenOnS3(output, PARTS);
    assertEquals(COMPLETE, names(output));
  }

  @Test
  void aSmallImageIsOneRequestAndOneMoreOfTheFirstHundred() throws IOException {
    byte[] images;
    try (GZIPInputStream in =
        new GZIPInputStream(
            Files.newInputStream(SharedSpark.DATA.resolve("t10k-images-idx3-ubyte.gz")))) {
      images = in.readNBytes(16 + PICTURES * SIDE * SIDE);
    }
    for (int i = 0; i < PICTURES; i++) {
      Path file = new Path(root + "pictures/%d/%03d.png".formatted(i % DIRECTORIES, i));
      try (OutputStream out = s3.create(file)) {
        out.write(png(images, 16 + i * SIDE * SIDE));
      }
    }
    proxy.takeRequests();

    CommandRun run = CommandRun.of("--images", root + "pictures");

    assertEquals(0, run.status(), run.err());
    assertTrue(run.err().contains("Scored %d images".formatted(PICTURES)), run.err());
    List<String> requests = proxy.takeRequests();
    List<String> ofPictures = requests.stream().filter(each -> each.contains(".png")).toList();
    assertTrue(ofPictures.stream().allMatch(each -> each.startsWith("GET ")), ofPictures::toString);
    assertEquals(PICTURES + LOOKED_AT, ofPictures.size());
    assertEquals(PICTURES, ofPictures.stream().distinct().count());
    List<String> others = requests.stream().filter(each -> !each.contains(".png")).toList();
    assertTrue(others.size() <= 2 * DIRECTORIES, others::toString);
  }

  private static byte[] png(byte[] images, int from) throws IOException {
    BufferedImage image = new BufferedImage(SIDE, SIDE, BufferedImage.TYPE_BYTE_GRAY);
    image
        .getRaster()
        .setDataElements(0, 0, SIDE, SIDE, Arrays.copyOfRange(images, from, from + SIDE * SIDE));
    ByteArrayOutputStream png = new ByteArrayOutputStream();
    ImageIO.write(image, "png", png);
    return png.toByteArray();
  }

  @Test
  void aHeaderIsTwoRequestsAtMost() throws Exception {
    for (int i = 0; i < PARTS; i++) {
      upload(images(1), "headers/images/" + i);
      upload(labels(1), "headers/labels/" + i);
    }
    proxy.takeRequests();

    CommandRun.of(
            "--images",
            root + "headers/images",
            "--labels",
            root + "headers/labels",
            "--partitions",
            3)
        .assertAccuracy(Golden.ACCURACY);

    Map<String, Long> ofHeaders =
        proxy.takeRequests().stream()
            .filter(each -> each.contains("bytes=0-"))
            .collect(Collectors.groupingBy(each -> each, Collectors.counting()));
    assertEquals(2 * PARTS, ofHeaders.size(), ofHeaders::toString);
    assertTrue(ofHeaders.values().stream().allMatch(each -> each <= 2), ofHeaders::toString);
  }
}
