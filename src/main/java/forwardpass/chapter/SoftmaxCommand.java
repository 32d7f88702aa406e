package forwardpass.chapter;

import forwardpass.error.UsageException;
import java.io.PrintStream;
import java.math.BigDecimal;
import java.util.List;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Shows where the softmax of the formula overflows and the shifted one does not. */
@Command(
    name = "softmax",
    description = "Shows the softmax of numbers: as its formula has it, and without overflow.",
    abbreviateSynopsis = true,
    sortOptions = false)
final class SoftmaxCommand extends ChapterCommand {
  @Parameters(paramLabel = "X", arity = "1..*", description = "Numbers, such as 0.3 2.9 4.0.")
  private List<String> numbers;

  private final PrintStream out;

  SoftmaxCommand(PrintStream out) {
    this.out = out;
  }

  @Override
  void run() {
    Softmax softmax = new Softmax(numbers.stream().mapToDouble(SoftmaxCommand::finite).toArray());
    double[] shifted = softmax.shifted();
    out.println("a");
    out.println(PrintedArray.of(softmax.a()));
    out.println("naive: exp(a) / sum(exp(a))");
    out.println(PrintedArray.of(softmax.naive()));
    out.println("shifted: exp(a - max(a)) / sum(exp(a - max(a)))");
    out.println(PrintedArray.of(shifted));
    out.println("sum of the shifted: " + Softmax.sum(shifted));
    List<Integer> order = Softmax.largestFirst(softmax.a());
    out.println("largest first, of a:           " + text(order));
    out.println("largest first, of the shifted: " + text(Softmax.largestFirst(shifted)));
  }

  private static double finite(String text) {
    try {
      double number = new BigDecimal(text).doubleValue();
      if (Double.isFinite(number)) {
        return number;
      }
    } catch (NumberFormatException e) {
      throw new UsageException("Invalid X: expected numbers, found " + text, e);
    }
    throw new UsageException("Invalid X: expected numbers that fit a float64, found " + text);
  }

  private static String text(List<Integer> indices) {
    return indices.stream().map(String::valueOf).collect(Collectors.joining(" "));
  }
}
