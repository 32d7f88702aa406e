package forwardpass;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;
import forwardpass.error.OutputException;
import forwardpass.spark.Counts;
import forwardpass.spark.IdxPair;
import forwardpass.spark.OutputDirectory;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * What an output holds: {@code _manifest.json} in it.
 *
 * @param network SHA-256 of its layers
 * @param options that change what is written
 * @param steps in which it was written
 */
record Manifest(String network, Map<String, String> options, List<Step> steps) {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final ObjectWriter LINES =
      JSON.writer(
          new DefaultPrettyPrinter()
              .withObjectIndenter(new LinePerInput())
              .withArrayIndenter(new LinePerInput()));

  /**
   * Files of images that were scored together, and whose predictions are complete.
   *
   * @param staged where the predictions are to be moved from; null once they are in their place
   */
  record Step(
      List<IdxPair> inputs,
      long images,
      long labelled,
      long correct,
      Set<String> blas,
      Staged staged) {
    static Step of(List<IdxPair> inputs, Counts counts, Staged staged) {
      return new Step(
          inputs, counts.images(), counts.labelled(), counts.correct(), counts.blas(), staged);
    }

    Counts counts() {
      return new Counts(images, labelled, correct, 0, blas);
    }
  }

  /**
   * Files that are complete, but not in their place yet, or not known to be.
   *
   * @param directory in the output
   * @param files by their paths in it
   */
  record Staged(String directory, List<String> files) {}

  static Path path(Path output) {
    return new Path(output, OutputDirectory.MANIFEST);
  }

  /** The manifest of an output; one without steps where there is none. */
  static Manifest read(
      Path output, String network, Map<String, String> options, Configuration hadoop) {
    Path path = path(output);
    // Of a local file the checksum is replaced after it, so that it may be of the one before.
    try (FileSystem fileSystem = FileSystem.newInstance(path.toUri(), hadoop)) {
      fileSystem.setVerifyChecksum(false);
      try (InputStream in = fileSystem.open(path)) {
        return JSON.readValue(in, Manifest.class);
      }
    } catch (FileNotFoundException e) {
      return new Manifest(network, options, List.of());
    } catch (JacksonException e) {
      throw new OutputException(
          "Cannot resume %s: expected a manifest, found: %s; choose another --output"
              .formatted(path, e.getOriginalMessage()),
          e);
    } catch (IOException e) {
      throw new OutputException(
          "Cannot resume %s: %s; choose another --output".formatted(path, e.getMessage()), e);
    }
  }

  void write(Path output, Configuration hadoop) throws IOException {
    WholeFile.write(path(output), LINES.writeValueAsString(this) + "\n", hadoop);
  }

  Manifest with(Step step) {
    List<Step> all = new ArrayList<>(steps);
    all.add(step);
    return new Manifest(network, options, all);
  }

  /** This, when all predictions are in their place. */
  Manifest moved() {
    return new Manifest(
        network,
        options,
        steps.stream().map(step -> Step.of(step.inputs(), step.counts(), null)).toList());
  }

  /** What all steps counted. */
  Counts counts() {
    return steps.stream().map(Step::counts).reduce(Counts.NONE, Counts::plus);
  }

  /** There may be very many inputs, and all of it is written again with each step. */
  private static final class LinePerInput extends DefaultIndenter {
    private static final long serialVersionUID = 1;
    private static final int LEVELS = 4;

    @Override
    public void writeIndentation(JsonGenerator generator, int level) throws IOException {
      if (level <= LEVELS) {
        super.writeIndentation(generator, level);
      }
    }
  }
}
