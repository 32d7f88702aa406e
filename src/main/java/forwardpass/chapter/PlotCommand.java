package forwardpass.chapter;

import forwardpass.chapter.plot.ActivationPlot;
import forwardpass.chapter.plot.Figure;
import java.io.PrintStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Plots an activation function. */
@Command(
    name = "plot",
    description = "Plots an activation function, as text and as a picture.",
    abbreviateSynopsis = true,
    sortOptions = false)
final class PlotCommand extends ChapterCommand {
  @Parameters(
      paramLabel = "NAME",
      description = "step, sigmoid, relu, tanh, softmax, or compare: sigmoid over step.")
  private String name;

  @Mixin private final PictureOptions picture = new PictureOptions();

  private final PrintStream out;
  private final PrintStream err;

  PlotCommand(PrintStream out, PrintStream err) {
    this.out = out;
    this.err = err;
  }

  @Override
  void run() {
    picture.check();
    ActivationPlot plot = ActivationPlot.named(name);
    Figure figure = plot.figure();
    picture.write(figure::image, plot.lowerCaseName() + ".png", err);
    out.print(figure.text());
  }
}
