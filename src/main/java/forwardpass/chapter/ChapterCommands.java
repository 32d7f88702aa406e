package forwardpass.chapter;

import java.io.PrintStream;
import java.util.List;
import java.util.Optional;

/** The chapter's commands, in its order, to be added to a command line. */
public final class ChapterCommands {
  private ChapterCommands() {}

  /**
   * All of them; a command is called by its picocli name.
   *
   * @param out takes results and nothing else
   * @param err takes everything else
   * @param data the directory of the data that come with the project, where it is known
   */
  public static List<Object> all(PrintStream out, PrintStream err, Optional<String> data) {
    return List.of(
        new PlotCommand(out, err),
        new MatmulCommand(out, err),
        new ForwardCommand(out),
        new SoftmaxCommand(out),
        new ShowCommand(out, err, data),
        new LoadCommand(out, err, data));
  }
}
