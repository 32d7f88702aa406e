package forwardpass.pixels;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import forwardpass.error.UsageException;
import forwardpass.source.Preparation;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PixelRequestTest {
  @Test
  void valuesThatAreNoSquareAreNotTransposed() {
    PixelRequest request = new PixelRequest(Optional.empty(), false, true, Standardization.NONE);

    assertEquals(new Preparation(false, 1, 28, 28), request.transposed(List.of(), 784, 1));
    assertEquals(new Preparation(false, 1, 27, 29), request.transposed(List.of(27, 29), 783, 1));
    UsageException e =
        assertThrows(UsageException.class, () -> request.transposed(List.of(), 783, 1));
    assertEquals(
        "Invalid --transpose: expected images with rows and columns, or as many values as a square has, found 783; give it IDX files with both",
        e.getMessage());
  }
}
