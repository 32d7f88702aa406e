package forwardpass.report;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The images of a report are the first of their order, whichever way they came. */
class ExamplesTest {
  private static final Thumbnail PICTURE = new Thumbnail(1, 1, new byte[1]);

  /** So few that most images are as confident as others: these are told apart by their places. */
  private static final double[] CONFIDENCES = {0.1, 0.5, 0.9};

  private static final String[] FILES = {"a", "b", "c"};

  private static List<Example> images(int seed) {
    Random random = new Random(seed);
    List<Example> images = new ArrayList<>();
    for (String file : FILES) {
      for (int index = 0; index < 2 * Examples.MOST; index++) {
        double confidence = CONFIDENCES[random.nextInt(CONFIDENCES.length)];
        images.add(new Example(file, index, 0, 1, confidence, PICTURE));
      }
    }
    Collections.shuffle(images, random);
    return images;
  }

  private static List<Example> first(List<Example> images, boolean mostConfident) {
    Comparator<Example> order =
        mostConfident ? Example.MOST_CONFIDENT_FIRST : Example.LEAST_CONFIDENT_FIRST;
    return images.stream().sorted(order).limit(Examples.MOST).toList();
  }

  private static boolean offer(Example image, Examples examples) {
    boolean isWanted = examples.wants(image.confidence(), image.file(), image.index());
    if (isWanted) {
      examples.add(image);
    }
    return isWanted;
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void anImageIsWantedWhereItIsOneOfTheFirstSoFar(boolean mostConfident) {
    for (int seed = 0; seed < 20; seed++) {
      List<Example> images = images(seed);
      Examples examples = new Examples(mostConfident);
      for (int i = 0; i < images.size(); i++) {
        List<Example> soFar = first(images.subList(0, i + 1), mostConfident);

        assertEquals(soFar.contains(images.get(i)), offer(images.get(i), examples));
        assertEquals(soFar, examples.list());
      }
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void thoseOfAllPartsAreTheFirstOfAllImages(boolean mostConfident) {
    for (int seed = 0; seed < 20; seed++) {
      List<Example> images = images(seed);
      Examples all = new Examples(mostConfident);
      List<Examples> parts =
          IntStream.range(0, 3).mapToObj(part -> new Examples(mostConfident)).toList();
      for (int i = 0; i < images.size(); i++) {
        offer(images.get(i), parts.get(i % parts.size()));
      }
      parts.forEach(part -> all.addAll(part.list()));

      assertEquals(first(images, mostConfident), all.list());
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void whatIsWantedAfterPartsWereAddedIsAskedOfAllThatThereAre(boolean mostConfident) {
    for (int seed = 0; seed < 20; seed++) {
      List<Example> images = images(seed);
      Examples examples = new Examples(mostConfident);
      examples.addAll(images.subList(0, images.size() / 2));
      images.subList(images.size() / 2, images.size()).forEach(image -> offer(image, examples));

      assertEquals(first(images, mostConfident), examples.list());
    }
  }

  /** A task that is run again offers its images again. */
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void anImageIsThereOnce(boolean mostConfident) {
    List<Example> images = images(0).subList(0, Examples.MOST / 2);
    Examples examples = new Examples(mostConfident);
    images.forEach(image -> offer(image, examples));
    images.forEach(image -> offer(image, examples));
    examples.addAll(images);

    assertEquals(first(images, mostConfident), examples.list());
  }
}
