package forwardpass.report.page;

import static org.junit.jupiter.api.Assertions.assertEquals;

import forwardpass.model.ClassNumbers;
import forwardpass.report.Example;
import forwardpass.report.Thumbnail;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class ExampleSectionTest {
  private static final Pattern PLACE = Pattern.compile("<br>([^<]*)</figcaption>");

  @Test
  void aPictureOfAFileOfItsOwnHasNoNumber() {
    assertEquals(
        List.of("a.jpg", "b.jpg"), places(false, example("a.jpg", 0), example("b.jpg", 0)));
  }

  @Test
  void imagesOfSeveralFilesHaveTheirNumberBesideTheName() {
    assertEquals(
        List.of("a-ubyte [0]", "b-ubyte [7]"),
        places(false, example("a-ubyte", 0), example("b-ubyte", 7)));
  }

  @Test
  void imagesOfOneFileHaveTheirNumberOnly() {
    assertEquals(
        List.of("image 0", "image 7"), places(true, example("a-ubyte", 0), example("a-ubyte", 7)));
  }

  private static List<String> places(boolean isOneFile, Example... examples) {
    Section section =
        ExampleSection.of("Mistakes", List.of(examples), new ClassNumbers(0, 10), isOneFile)
            .orElseThrow();
    return PLACE.matcher(section.body().html()).results().map(found -> found.group(1)).toList();
  }

  private static Example example(String file, long index) {
    return new Example(file, index, 1, 2, 0.5, new Thumbnail(1, 1, new byte[1]));
  }
}
