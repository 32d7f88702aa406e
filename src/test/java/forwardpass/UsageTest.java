package forwardpass;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UsageTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "--no-such-option|Unknown option: '--no-such-option'; see --help",
        "--batch-size 0|Invalid --batch-size: expected a whole number from 1, found 0",
        "--batch-size -3|Invalid --batch-size: expected a whole number from 1, found -3",
        "--batch-size ten|Invalid value for option '--batch-size': 'ten' is not an int; see --help",
        "--batch-size 400000|Invalid --batch-size: expected at most 342392 for the network 784-50(sigmoid)-100(sigmoid)-10(softmax), found 400000",
        "--resize 0|Invalid --resize: expected a size such as 256 or 320x240, of 1 to 10000 pixels, found 0",
        "--resize 256x|Invalid --resize: expected a size such as 256 or 320x240, of 1 to 10000 pixels, found 256x",
        "--crop -1|Invalid --crop: expected a size such as 256 or 320x240, of 1 to 10000 pixels, found -1",
        "--interpolation lanczos|Invalid --interpolation: expected one of area, bilinear, bicubic, nearest, found lanczos",
        "--channels rgba|Invalid --channels: expected one of grey, rgb, bgr, found rgba",
        "--crop 28 --interpolation area|Invalid --interpolation: expected --resize beside --crop, as nothing is resized without it; give --resize, or leave --interpolation out",
        "--images s3a://AKIA:to/p@bucket/images|Invalid URL s3a://(not shown)@bucket/images: expected none with keys in it, as paths are shown in messages and reports; give the keys as spark.hadoop.fs.s3a.access.key and spark.hadoop.fs.s3a.secret.key",
        "inspect S3N://AKIA:top@bucket/a:b@c|Invalid URL S3N://(not shown)@bucket/a:b@c: expected none with keys in it, as paths are shown in messages and reports; give the keys as spark.hadoop.fs.s3a.access.key and spark.hadoop.fs.s3a.secret.key",
        "--partitions 0|Invalid --partitions: expected a whole number from 1, found 0",
        "--activation softmax|Invalid --activation: expected one of step, sigmoid, relu, tanh, identity, found softmax",
        "--output-activation relu|Invalid --output-activation: expected one of sigmoid, identity, softmax, found relu",
        "--weights-layout sideways|Invalid --weights-layout: expected one of in-out, out-in, found sideways",
        "--min-accuracy 93.5|Invalid --min-accuracy: expected a number from 0 to 1, found 93.5",
        "--images data/t10k-images-idx3-ubyte.gz --min-accuracy 0.9|--min-accuracy needs --labels: there is no accuracy without them",
        "--labels x|--labels needs --images: say which images these are the labels of",
        "--overwrite|--overwrite needs --output: say what to overwrite",
        "--probabilities|--probabilities needs --output: say where to write predictions",
        "--top-k 3|--top-k needs --output: say where to write predictions",
        "--embedding f|--embedding needs --output: say where to write predictions",
        "--output target/no --top-k 0|Invalid --top-k: expected a number from 1, found 0",
        "--output target/no --top-k 11|Invalid --top-k: expected at most 10, as the network has classes, found 11",
        "--output target/no --engine blas --embedding f|--engine blas and --embedding do not go together: it is for graphs that ONNX Runtime runs",
        "--layout chw|Invalid --layout: expected one of nchw, nhwc, found chw",
        "--device gpu|Invalid --device: expected cpu, cuda or cuda:N, found gpu",
        "--device cuda:|Invalid --device: expected cpu, cuda or cuda:N, found cuda:",
        "--device cuda --weights data/mnist_weights.pkl|Invalid --device cuda:0: expected a graph in ONNX, found other weights in data/mnist_weights.pkl; leave it out",
        "stray|Unmatched argument at index 1: 'stray'; see --help",
        "train|\"Missing required options: '--images=PATH', '--labels=PATH', '--weights=PATH'; see --help\"",
        "train --images i --labels l --weights w --classes 1|Invalid --hidden, --classes or --iterations: expected layers of at least 1, 2 classes and 1 iteration",
      })
  void optionsThatCannotBeCarriedOutAreExplained(String args, String message) {
    CommandRun.of((Object[]) args.split(" ")).assertFailure(2, message);
  }

  @Test
  void helpWithoutACommandNamesAllOfThem() {
    CommandRun run = CommandRun.of("--help");

    assertEquals(0, run.status());
    assertTrue(run.out().startsWith("Usage: submit.sh"), run.out());
    assertTrue(run.out().matches("(?s).*\\R  score +Scores a network over images\\..*"), run.out());
    assertTrue(run.out().matches("(?s).*\\R  train +Trains a network.*"), run.out());
    assertTrue(run.out().contains("Without a command: score."), run.out());
  }

  @Test
  void numbersInMessagesAreTheSameInEveryLocale() {
    Locale before = Locale.getDefault(Locale.Category.FORMAT);
    try {
      Locale.setDefault(Locale.Category.FORMAT, Locale.forLanguageTag("ar-EG"));
      CommandRun.of("score", "--batch-size", "-1234")
          .assertFailure(2, "Invalid --batch-size: expected a whole number from 1, found -1234");
      assertEquals("1234", "%d".formatted(1234));
    } finally {
      Locale.setDefault(Locale.Category.FORMAT, before);
    }
  }

  @Test
  void helpIsPrintedAndNothingIsScored() {
    CommandRun run = CommandRun.of("score", "--help");

    assertEquals(0, run.status());
    assertEquals("", run.err());
    assertTrue(run.out().startsWith("Usage: submit.sh score [OPTIONS]"), run.out());
    assertTrue(run.out().contains("--min-accuracy=X"), run.out());
    assertTrue(run.out().contains("      --mean=A[,B,C] "), run.out());
  }

  @Test
  void helpGroupsOptionsByWhatTheyAreFor() {
    CommandRun run = CommandRun.of("score", "--help");

    assertEquals(
        "Images --images, Labels --labels, Preparation --normalize, Network --weights, Output --output, Report --report, Gates --min-accuracy, This run --help",
        Pattern.compile("(?m)^([A-Z][a-z ]+), such as .*\\R.*?(--)(?:\\[no-\\])?([a-z-]+)")
            .matcher(run.out())
            .results()
            .map(found -> found.group(1) + " --" + found.group(3))
            .collect(Collectors.joining(", ")));
  }
}
