package forwardpass;

import static org.junit.jupiter.api.Assertions.assertEquals;

import forwardpass.onnx.ModelWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.commons.codec.digest.DigestUtils;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A directory as Hugging Face keeps a model is described as that model. */
class InspectModelTest {
  private static final String NOTHING_TOLD =
      "preparation of pictures: none is told, as there is no preprocessor_config.json; give score --resize, --crop, --interpolation, --mean and --std where there is to be one";

  @TempDir Path dir;

  private Path model;

  /** Scores of two classes, and what they are made of. */
  @BeforeEach
  void write() throws IOException {
    model = Files.createDirectory(dir.resolve("model"));
    byte[] graph =
        new ModelWriter()
            .input("pixels", -1, 3, 4, 4)
            .constant(ModelWriter.tensor("W", new int[] {2, 3, 4, 4}, new float[2 * 3 * 16]))
            .node("Conv", "pixels,W->features")
            .node("Flatten", "features->logits")
            .output("logits", -1, 2)
            .output("features", -1, 2, 1, 1)
            .model();
    Files.write(model.resolve("model.onnx"), graph);
  }

  private void assertDescribed(String... notes) throws IOException {
    assertDescribed(model.resolve("model.onnx"), notes);
  }

  private void assertDescribed(Path file, String... notes) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    List<String> lines =
        new ArrayList<>(
            List.of(
                "directory: " + model,
                "file: " + file,
                String.format(Locale.ROOT, "length: %,d bytes", bytes.length),
                "SHA-256: " + DigestUtils.sha256Hex(bytes),
                "format: onnx",
                "engine: onnxruntime, ONNX Runtime 1.28.0",
                "input: pixels, float [n, 3, 4, 4]",
                "output: logits, float [n, 2]",
                "output: features, float [n, 2, 1, 1]",
                "network: pixels [n, 3, 4, 4] -> logits [n, 2]",
                "classes: 2"));
    lines.addAll(List.of(notes));

    CommandRun run = CommandRun.of("inspect", model);

    assertEquals("", run.err());
    assertEquals(String.join("\n", lines) + "\n", run.out());
    assertEquals(0, run.status());
  }

  private void config(String name, String json) throws IOException {
    Files.writeString(model.resolve(name), json.replace('\'', '"'));
  }

  @Test
  void namesOfClassesAndEachStepOfThePreparationAreSaid() throws IOException {
    config("config.json", "{'id2label': {'0': 'cat', '1': 'big dog'}}");
    config(
        "preprocessor_config.json",
        "{'size': {'shortest_edge': 6}, 'resample': 3, 'crop_size': {'height': 4, 'width': 4},"
            + " 'do_flip_channel_order': true,"
            + " 'image_mean': [0.5, 0.25, 0.125], 'image_std': [0.1, 0.2, 0.3]}");

    assertDescribed(
        "names of classes, from config.json: 2",
        "  0 cat",
        "  1 big dog",
        "preparation of pictures, from preprocessor_config.json:",
        "  resize: shorter side to 6, bicubic",
        "  crop: the middle, 4x4",
        "  channels: bgr",
        "  rescale: divided by 255",
        "  mean subtracted: 0.5, 0.25, 0.125",
        "  divided by standard deviation: 0.1, 0.2, 0.3");
  }

  @Test
  void stepsThatAreNotDoneAreSaidToo() throws IOException {
    config("config.json", "{'id2label': {'0': 'cat', '1': 'dog'}}");
    config("preprocessor_config.json", "{'do_rescale': false}");

    assertDescribed(
        "names of classes, from config.json: 2",
        "  0 cat",
        "  1 dog",
        "preparation of pictures, from preprocessor_config.json:",
        "  resize: straight to the size that the network takes",
        "  crop: none",
        "  channels: as the network takes them, rgb or grey",
        "  rescale: none",
        "  mean subtracted: none",
        "  divided by standard deviation: none");
  }

  @Test
  void aGraphThatTakesAnySizeIsToldThatOfThePreparedPictures() throws IOException {
    byte[] graph =
        new ModelWriter()
            .input("pixels", -1, 3, -1, -1)
            .constant(ModelWriter.tensor("W", new int[] {2, 3, 1, 1}, new float[6]))
            .node("Conv", "pixels,W->c")
            .node("GlobalAveragePool", "c->p")
            .node("Flatten", "p->logits")
            .output("logits", -1, 2)
            .model();
    Files.write(model.resolve("model.onnx"), graph);
    config("preprocessor_config.json", "{'size': {'height': 6, 'width': 8}, 'resample': 2}");

    CommandRun run = CommandRun.of("inspect", model);

    assertEquals("", run.err());
    assertEquals(
        List.of(
            "input: pixels, float [n, 3, n, n]",
            "network: pixels [n, 3, 6, 8] -> logits [n, 2]",
            "  resize: to 8x6, bilinear"),
        run.out().lines().filter(line -> line.matches("(input|network|  resize): .*")).toList());
  }

  @Test
  void aModelWithoutOtherFilesIsDescribed() throws IOException {
    assertDescribed("names of classes: none in config.json", NOTHING_TOLD);
  }

  @Test
  void theGraphMayBeInADirectoryOfItsOwn() throws IOException {
    Path file = Files.createDirectory(model.resolve("onnx")).resolve("model.onnx");
    Files.move(model.resolve("model.onnx"), file);

    assertDescribed(file, "names of classes: none in config.json", NOTHING_TOLD);
  }

  @Test
  void ofManyNamesThatTheNetworkHasNoClassesForTheFirstAreShown() throws IOException {
    config(
        "config.json",
        IntStream.range(0, 1000)
            .mapToObj(i -> "'%d': 'n%d'".formatted(i, i))
            .collect(Collectors.joining(",", "{'id2label': {", "}}")));

    List<String> notes = new ArrayList<>();
    notes.add(
        "names of classes, from config.json: 1,000; left out, as the network gives another number");
    IntStream.range(0, 20).forEach(i -> notes.add("  %d n%d".formatted(i, i)));
    notes.add("  and 980 more");
    notes.add(NOTHING_TOLD);
    assertDescribed(notes.toArray(String[]::new));
  }

  @Test
  void whatScoringWouldRefuseIsRefused() throws IOException {
    config("preprocessor_config.json", "{'do_pad': true}");

    CommandRun.of("inspect", model)
        .assertFailure(
            4,
            "Unsupported: %s/preprocessor_config.json: expected keys whose meaning is known, found do_pad: true; give --weights the file of the model itself, and --resize, --crop, --interpolation, --mean and --std"
                .formatted(model));
  }

  @Test
  void aModelInSeveralFilesIsNoDirectoryOfImages() throws IOException {
    Files.delete(model.resolve("model.onnx"));
    config("model.safetensors.index.json", "{}");

    CommandRun.of("inspect", model)
        .assertFailure(
            4,
            "Unsupported: %s: expected a file of weights, found a model in several files (model.safetensors.index.json); save the arrays into one file, with safetensors' save_file of all that load_file, or torch.load, gives of each"
                .formatted(model));
  }
}
