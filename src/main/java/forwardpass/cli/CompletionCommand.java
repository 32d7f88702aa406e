package forwardpass.cli;

import java.io.PrintStream;
import java.util.function.Consumer;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** Prints what makes a shell complete commands and options. */
@Command(
    name = "completion",
    mixinStandardHelpOptions = true,
    description =
        "Prints a script for bash or zsh that completes commands and options: source <(./submit.sh completion)")
final class CompletionCommand implements Runnable {
  private final PrintStream out;
  private final PrintStream err;
  private final Consumer<CommandLine> commands;

  /**
   * @param commands adds all commands to one
   */
  CompletionCommand(PrintStream out, PrintStream err, Consumer<CommandLine> commands) {
    this.out = out;
    this.err = err;
    this.commands = commands;
  }

  /** As the program takes them: what follows no command is for {@code score}. */
  @Override
  public void run() {
    CommandLine program = new CommandLine(new ScoreCommand(out, err));
    commands.accept(program);
    out.println(AutoComplete.bash("submit.sh", program));
  }
}
