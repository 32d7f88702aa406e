package forwardpass.chapter;

import java.io.PrintStream;
import java.util.List;

/** The chapter's commands, in its order, to be added to a command line. */
public final class ChapterCommands {
  private ChapterCommands() {}

  /**
   * All of them; a command is called by its picocli name.
   *
   * @param out takes results and nothing else
   * @param err takes everything else
   */
  public static List<Object> all(PrintStream out, PrintStream err) {
    return List.of(
        new PlotCommand(out, err),
        new MatmulCommand(out, err),
        new ForwardCommand(out),
        new SoftmaxCommand(out));
  }
}
