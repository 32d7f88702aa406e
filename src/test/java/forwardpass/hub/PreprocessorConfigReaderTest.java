package forwardpass.hub;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import forwardpass.error.WeightsException;
import forwardpass.image.resize.Interpolation;
import forwardpass.image.resize.PictureSize;
import forwardpass.image.resize.Resize;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is said of pictures in files as Hugging Face's hub has them. */
class PreprocessorConfigReaderTest {
  private static PreprocessorConfig read(String json) {
    byte[] bytes = json.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
    try {
      return PreprocessorConfigReader.read(new ByteArrayInputStream(bytes), "config");
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static String refused(String json) {
    return assertThrows(WeightsException.class, () -> read(json)).getMessage();
  }

  /** As of google/mobilenet_v2_1.0_224. */
  @Test
  void theShorterSideIsResizedAndTheMiddleKept() {
    assertEquals(
        new PreprocessorConfig(
            Optional.of(new Resize.Shorter(256)),
            Optional.of(new PictureSize(224, 192)),
            Optional.of(Interpolation.BILINEAR),
            true,
            false,
            List.of(0.485f, 0.456f, 0.406f),
            List.of(0.229f, 0.224f, 0.225f)),
        read(
            "{'crop_size': {'height': 192, 'width': 224}, 'do_center_crop': true, 'do_normalize': true, 'do_rescale': true,"
                + " 'do_resize': true, 'image_mean': [0.485, 0.456, 0.406], 'image_processor_type': 'MobileNetV2ImageProcessor',"
                + " 'image_std': [0.229, 0.224, 0.225], 'resample': 2, 'rescale_factor': 0.00392156862745098, 'size': {'shortest_edge': 256}}"));
  }

  /** As of google/vit-base-patch16-224. */
  @Test
  void picturesBecomeExactlySoLarge() {
    assertEquals(
        new PreprocessorConfig(
            Optional.of(new Resize.Exactly(new PictureSize(224, 200))),
            Optional.empty(),
            Optional.of(Interpolation.BICUBIC),
            true,
            false,
            List.of(0.5f),
            List.of(0.5f)),
        read(
            "{'do_normalize': true, 'do_resize': true, 'image_mean': 0.5, 'image_std': 0.5, 'resample': 3, 'size': {'width': 224, 'height': 200}}"));
  }

  @Test
  void whatIsOffIsNotDone() {
    assertEquals(
        new PreprocessorConfig(
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            false,
            true,
            List.of(),
            List.of()),
        read(
            "{'do_resize': false, 'size': {'shortest_edge': 256}, 'do_center_crop': false, 'crop_size': 224, 'do_rescale': false,"
                + " 'do_normalize': false, 'image_mean': [0.5], 'image_std': [0.5], 'do_flip_channel_order': true, 'do_pad': false, 'crop_pct': null}"));
  }

  /** As feature extractors of earlier versions have it. */
  @Test
  void aStepOfWhichNobodySpeaksIsDoneWhereThereIsWhatItNeeds() {
    assertEquals(
        new PreprocessorConfig(
            Optional.empty(),
            Optional.of(PictureSize.square(224)),
            Optional.empty(),
            true,
            false,
            List.of(0.5f, 0.5f, 0.5f),
            List.of(1f, 1f, 1f)),
        read("{'crop_size': 224, 'image_mean': [0.5, 0.5, 0.5], 'image_std': [1, 1, 1]}"));
  }

  @ParameterizedTest
  @CsvSource({"true, to 224x224", "false, shorter side to 224"})
  void aSizeThatIsOneNumberIsWhatTheFileSays(boolean isSquare, String resize) {
    assertEquals(
        resize,
        read("{'size': 224, 'resample': 0, 'default_to_square': %s}".formatted(isSquare))
            .resize()
            .orElseThrow()
            .described());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{'do_pad': true} | keys whose meaning is known, found do_pad: true",
        "{'crop_pct': 0.875} | keys whose meaning is known, found crop_pct: 0.875",
        "{'size': 224, 'resample': 2} | size with shortest_edge, or with height and width, as a number alone means one or the other to different processors, found 224",
        "{'size': {'longest_edge': 800}, 'resample': 2} | size with height and width, found {\"longest_edge\":800}",
        "{'size': {'shortest_edge': 0}, 'resample': 2} | whole numbers from 1 in size, found 0",
        "{'size': {'shortest_edge': 1.5}, 'resample': 2} | whole numbers from 1 in size, found 1.5",
        "{'do_resize': true, 'resample': 2} | size with height and width, found nothing",
        "{'do_resize': 1} | true or false as do_resize, found 1",
        "{'size': {'shortest_edge': 8}} | as resample 0 (nearest), 2 (bilinear), 3 (bicubic) or 4 (box), found nothing",
        "{'size': {'shortest_edge': 8}, 'resample': 1} | as resample 0 (nearest), 2 (bilinear), 3 (bicubic) or 4 (box), found 1",
        "{'rescale_factor': 0.00784} | 1/255 as rescale_factor, found 0.00784",
        "{'image_mean': [0.5]} | numbers in image_std, found nothing",
        "{'image_mean': ['a'], 'image_std': [1]} | numbers in image_mean, found [\"a\"]",
      })
  void whatCannotBeDoneIsRefusedByName(String json, String expectedAndFound) {
    assertEquals(
        "Unsupported: config: expected %s; give --weights the file of the model itself, and --resize, --crop, --interpolation, --mean and --std"
            .formatted(expectedAndFound),
        refused(json));
  }

  @ParameterizedTest
  @ValueSource(strings = {"{", "{'size': 1, 'size': 2}", "{} {}"})
  void whatIsNoJsonIsCorrupt(String json) {
    assertEquals("Corrupt: config: expected JSON", refused(json).substring(0, 30), refused(json));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "[1]", "1"})
  void anotherValueIsNoConfig(String json) {
    assertEquals(
        "Corrupt: config: expected a JSON object, found another value; copy it again",
        refused(json));
  }
}
