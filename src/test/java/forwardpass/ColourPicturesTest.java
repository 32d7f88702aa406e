package forwardpass;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import forwardpass.onnx.ModelWriter;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import javax.imageio.ImageIO;
import org.apache.spark.sql.RowFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A network that says which channel has most: red, green and blue pictures are classes 0, 1, 2. */
class ColourPicturesTest {
  private static final int[] COLOURS = {0xff0000, 0x00ff00, 0x0000ff};

  private static final List<String> NAMES = List.of("red", "green", "blue");

  @TempDir Path dir;

  private Path pictures;

  @BeforeEach
  void draw() throws IOException {
    pictures = dir.resolve("pictures");
    for (int label = 0; label < COLOURS.length; label++) {
      Path directory = Files.createDirectories(pictures.resolve(String.valueOf(label)));
      BufferedImage picture = new BufferedImage(9, 7, BufferedImage.TYPE_INT_RGB);
      for (int y = 0; y < 7; y++) {
        for (int x = 0; x < 9; x++) {
          picture.setRGB(x, y, COLOURS[label]);
        }
      }
      ImageIO.write(picture, "png", directory.resolve("picture.png").toFile());
    }
  }

  /** Its convolution sums up a whole picture of 4 x 4, each channel for itself. */
  private Path network(String name, boolean areChannelsLast) throws IOException {
    float[] filters = new float[3 * 3 * 4 * 4];
    for (int channel = 0; channel < 3; channel++) {
      Arrays.fill(filters, channel * 4 * 16, channel * 4 * 16 + 16, 1);
    }
    ModelWriter model =
        areChannelsLast
            ? new ModelWriter().input("x", -1, 4, 4, 3)
            : new ModelWriter().input("x", -1, 3, 4, 4);
    model.constant(ModelWriter.tensor("W", new int[] {3, 3, 4, 4}, filters));
    if (areChannelsLast) {
      model.node("Transpose", "x->i", ModelWriter.attribute("perm", new long[] {0, 3, 1, 2}));
    }
    byte[] bytes =
        model
            .node("Conv", (areChannelsLast ? "i" : "x") + ",W->c")
            .node("Flatten", "c->y")
            .output("y", -1, 3)
            .model();
    return Files.write(dir.resolve(name), bytes);
  }

  private void assertAccuracy(String accuracy, Object... options) {
    Object[] all = new Object[options.length + 2];
    all[0] = "--images";
    all[1] = pictures;
    System.arraycopy(options, 0, all, 2, options.length);
    CommandRun run = CommandRun.of(all);

    assertEquals(0, run.status(), run.err());
    assertEquals("Accuracy: " + accuracy + "\n", run.out());
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void channelsReachTheNetworkWhereItWantsThem(boolean areChannelsLast) throws IOException {
    assertAccuracy("1.0", "--weights", network("a.onnx", areChannelsLast));
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void blueIsFirstWhereThatIsAskedFor(boolean areChannelsLast) throws IOException {
    assertAccuracy(
        "0.3333333333333333", "--weights", network("a.onnx", areChannelsLast), "--channels", "bgr");
  }

  @Test
  void aMeanIsThatOfItsChannel() throws IOException {
    assertAccuracy("0.3333333333333333", "--weights", network("a.onnx", false), "--mean", "0,0,-2");
  }

  /** A directory as Hugging Face keeps models. */
  private Path model(String json) throws IOException {
    Path directory = Files.createDirectory(dir.resolve("model"));
    network("model/model.onnx", false);
    Files.writeString(directory.resolve("preprocessor_config.json"), json.replace('\'', '"'));
    return directory;
  }

  @Test
  void picturesArePreparedAsTheModelsDirectorySays() throws IOException {
    Path model =
        model(
            "{'size': {'shortest_edge': 5}, 'resample': 3, 'crop_size': 4, 'image_mean': [0, 0, -3], 'image_std': [1, 1, 2]}");

    CommandRun run = CommandRun.of("--images", pictures, "--weights", model);

    assertEquals(0, run.status(), run.err());
    assertEquals("Accuracy: 0.3333333333333333\n", run.out());
    assertEquals(
        "Images: 3 image files; pixels in rgb, shorter side to 5 (bicubic), then the middle 4x4, divided by 255, mean 0.0,0.0,-3.0 subtracted, divided by 1.0,1.0,2.0; labels from the names of directories",
        run.summary());
  }

  @Test
  void whatIsAskedForIsDoneInItsPlace() throws IOException {
    Path model = model("{'image_mean': [0, 0, -2], 'image_std': 1, 'do_flip_channel_order': true}");

    assertAccuracy("1.0", "--weights", model, "--mean", "0", "--channels", "rgb");
  }

  @Test
  void aDirectoryThatAsksForWhatCannotBeDoneIsRefused() throws IOException {
    Path model = model("{'do_pad': true}");

    CommandRun run = CommandRun.of("--images", pictures, "--weights", model);

    assertEquals(4, run.status(), run.err());
    assertEquals(
        "Unsupported: %s/preprocessor_config.json: expected keys whose meaning is known, found do_pad: true; give --weights the file of the model itself, and --resize, --crop, --interpolation, --mean and --std\n"
            .formatted(model),
        run.err());
  }

  /** Renames the directories after what is in them. */
  private void nameDirectories() throws IOException {
    for (int label = 0; label < COLOURS.length; label++) {
      Files.move(pictures.resolve(String.valueOf(label)), pictures.resolve(NAMES.get(label)));
    }
  }

  private void assertNamed(Path output, Object... options) {
    Object[] all = new Object[options.length + 4];
    all[0] = "--images";
    all[1] = pictures;
    all[2] = "--output";
    all[3] = output;
    System.arraycopy(options, 0, all, 4, options.length);
    CommandRun run = CommandRun.of(all);

    assertEquals(0, run.status(), run.err());
    assertEquals("Accuracy: 1.0\n", run.out());
    assertEquals(
        List.of(
            RowFactory.create(0, 0, "red"),
            RowFactory.create(1, 1, "green"),
            RowFactory.create(2, 2, "blue")),
        SharedSpark.session()
            .read()
            .parquet(output.toString())
            .select("label", "prediction", "class")
            .orderBy("label")
            .collectAsList());
    assertEquals(
        List.of("file", "index", "label", "prediction", "class", "probability"),
        List.of(SharedSpark.session().read().parquet(output.toString()).columns()));
  }

  @Test
  void directoriesMayHaveTheNamesOfClassesThatTheModelsDirectorySays() throws IOException {
    nameDirectories();
    Path model = model("{}");
    Files.writeString(
        model.resolve("config.json"),
        "{\"id2label\": {\"0\": \"red\", \"1\": \"green\", \"2\": \"blue\"}, \"model_type\": \"x\"}");

    assertNamed(dir.resolve("output"), "--weights", model);
  }

  @Test
  void namesThatAreOfOtherClassesAreLeftOutAndThatIsSaid() throws IOException {
    Path model = model("{}");
    Files.writeString(model.resolve("config.json"), "{\"id2label\": {\"0\": \"a\", \"1\": \"b\"}}");

    CommandRun run = CommandRun.of("--images", pictures, "--weights", model);

    assertEquals("Accuracy: 1.0\n", run.out(), run.err());
    assertTrue(
        run.err()
            .contains(
                "\nClasses: left without names, as config.json has 2, and the network gives 3\n"),
        run.err());
  }

  @Test
  void namesOfClassesMayBeInAFile() throws IOException {
    nameDirectories();
    Path names = Files.write(dir.resolve("names.txt"), NAMES);

    assertNamed(
        dir.resolve("output"), "--weights", network("a.onnx", false), "--class-names", names);
  }

  @Test
  void namesOfClassesDoNotStandInTheWayOfNumbers() throws IOException {
    Path names = Files.write(dir.resolve("names.txt"), NAMES);

    assertNamed(
        dir.resolve("output"), "--weights", network("a.onnx", false), "--class-names", names);
  }

  @Test
  void asManyNamesAreAskedForAsThereAreClasses() throws IOException {
    Path names = Files.write(dir.resolve("names.txt"), NAMES.subList(0, 2));

    CommandRun run =
        CommandRun.of(
            "--images", pictures, "--weights", network("a.onnx", false), "--class-names", names);

    assertEquals(2, run.status(), run.err());
    assertEquals(
        "Invalid --class-names: expected 3 lines, as the network has classes, found 2 in %s\n"
            .formatted(names),
        run.err());
  }

  @Test
  void aNameOfTwoClassesIsNoLabel() throws IOException {
    nameDirectories();
    Path names = Files.write(dir.resolve("names.txt"), List.of("red", "green", "green"));

    CommandRun run =
        CommandRun.of(
            "--images",
            pictures,
            "--weights",
            network("a.onnx", false),
            "--class-names",
            names,
            "--label-from",
            "directory");

    assertEquals(3, run.status(), run.err());
    assertEquals(
        "Unsupported: file:%s/blue: expected the name of a directory to be a class from 0 to 2, or its name, such as red, found blue; rename it, leave it out with --exclude, or give --label-from none\n"
            .formatted(pictures),
        run.err());
  }
}
