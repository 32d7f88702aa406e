package forwardpass.cli;

import static picocli.CommandLine.Model.UsageMessageSpec.SECTION_KEY_OPTION_LIST;

import forwardpass.chapter.ChapterCommands;
import forwardpass.error.ExitStatus;
import forwardpass.error.Failure;
import forwardpass.error.UsageException;
import forwardpass.job.BundledData;
import forwardpass.job.origin.Build;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.hadoop.util.ShutdownHookManager;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.ParameterException;

/**
 * The command line: finds the command, runs it, and turns whatever goes wrong into one message and
 * an exit status.
 */
@Command(
    name = "submit.sh",
    mixinStandardHelpOptions = true,
    versionProvider = Commands.Version.class,
    subcommands = CommandLine.HelpCommand.class,
    synopsisSubcommandLabel = "[COMMAND]",
    description = "Scores neural networks over image dumps, on Apache Spark.",
    footer = "%nWithout a command: score. Help on one: COMMAND --help.")
public final class Commands {
  private static final String DEFAULT_COMMAND = "score";

  /** Made by picocli. */
  static final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
      return new String[] {Build.current().toString()};
    }
  }

  private final PrintStream err;
  private final Consumer<String> failure;

  private Commands(PrintStream err, Consumer<String> failure) {
    this.err = err;
    this.failure = failure;
  }

  /**
   * Runs a command to its end.
   *
   * @param out takes results and nothing else
   * @param err takes everything else
   * @return the exit status
   */
  public static int run(String[] args, PrintStream out, PrintStream err) {
    return run(args, out, err, message -> {});
  }

  /**
   * Runs a command to its end.
   *
   * @param out takes results and nothing else
   * @param err takes everything else
   * @param failure takes, of what goes to {@code err}, why the command failed
   * @return the exit status
   */
  public static int run(String[] args, PrintStream out, PrintStream err, Consumer<String> failure) {
    Locale.setDefault(Locale.Category.FORMAT, Locale.ROOT); // messages are in English everywhere
    Commands commands = new Commands(err, failure);
    CommandLine commandLine = new CommandLine(commands);
    addCommands(commandLine, out, err);
    commandLine.addSubcommand(
        new CompletionCommand(out, err, program -> addCommands(program, out, err)));
    commandLine
        .setOut(new PrintWriter(out, true, StandardCharsets.UTF_8))
        .setErr(new PrintWriter(err, true, StandardCharsets.UTF_8))
        .setParameterExceptionHandler((e, arguments) -> commands.explainUsage(e))
        .setExecutionExceptionHandler(
            (e, command, parsed) ->
                commands.explain(e, command.getParseResult().hasMatchedOption("--verbose")));
    try {
      UrlKeys.requireNone(args);
      return commandLine.execute(withCommand(args, commandLine));
    } catch (UsageException | Error e) { // of errors, picocli takes none
      return commands.explain(e, List.of(args).contains("--verbose"));
    }
  }

  private static void addCommands(CommandLine program, PrintStream out, PrintStream err) {
    CommandLine score = new CommandLine(new ScoreCommand(out, err));
    score.getHelpSectionMap().put(SECTION_KEY_OPTION_LIST, new GroupedOptions());
    program
        .addSubcommand(score)
        .addSubcommand(new TrainCommand(err))
        .addSubcommand(new BenchCommand(out, err))
        .addSubcommand(new InspectCommand(out));
    ChapterCommands.all(out, err, Optional.ofNullable(System.getProperty(BundledData.OPTION)))
        .forEach(program::addSubcommand);
  }

  private static String[] withCommand(String[] args, CommandLine commandLine) {
    if (args.length > 0 && isOwn(args[0], commandLine)) {
      return args;
    }
    String[] completed = new String[args.length + 1];
    completed[0] = DEFAULT_COMMAND;
    System.arraycopy(args, 0, completed, 1, args.length);
    return completed;
  }

  /** Whether a first argument is a command, or asks about all of them. */
  private static boolean isOwn(String first, CommandLine commandLine) {
    return commandLine.getSubcommands().containsKey(first)
        || first.equals("--help")
        || first.equals("-h")
        || first.equals("--version")
        || first.equals("-V")
        || first.equals("help");
  }

  private int explainUsage(ParameterException e) {
    tell(e.getMessage() + "; see --help");
    return ExitStatus.USAGE.code();
  }

  private int explain(Throwable e, boolean verbose) {
    if (verbose) {
      e.printStackTrace(err);
    }
    if (ShutdownHookManager.get().isShutdownInProgress()) {
      return ExitStatus.FAULT.code(); // the signal that ends the program sets the status
    }
    Failure told = Failure.of(e);
    tell(told.message());
    return told.status().code();
  }

  private void tell(String message) {
    err.println(message);
    failure.accept(message);
  }
}
