package forwardpass;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A shell completes what the command line takes. */
class CompletionTest {
  @TempDir Path dir;

  /** As bash calls it when a tab is pressed behind the words. */
  private String completed(String words) throws IOException, InterruptedException {
    CommandRun run = CommandRun.of("completion");
    assertEquals(0, run.status(), run.err());
    Path script = Files.writeString(dir.resolve("completion"), run.out());
    Process bash =
        new ProcessBuilder(
                "bash",
                "-c",
                """
                compopt() { :; } # which bash has while it completes
                source "$1"
                read -ra COMP_WORDS <<< "$2"
                COMP_CWORD=$((${#COMP_WORDS[@]} - 1))
                name=$(complete -p submit.sh | sed 's/.*-F //; s/ .*//')
                "$name" submit.sh "${COMP_WORDS[COMP_CWORD]}" ''
                echo "${COMPREPLY[*]}"
                """,
                "bash",
                script.toString(),
                words)
            .redirectErrorStream(true)
            .start();
    String said = new String(bash.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, bash.waitFor(), said);
    return said.strip();
  }

  @ParameterizedTest
  @CsvSource({
    "./submit.sh ins, inspect",
    "./submit.sh --comp, --compare",
    "./submit.sh score --comp, --compare",
    "./submit.sh --images dump --label-f, --label-from",
    "./submit.sh train --iter, --iterations"
  })
  void commandsAndOptionsAreCompleted(String words, String completed) throws Exception {
    assertEquals(completed, completed(words));
  }

  @Test
  void theProgramSaysWhichItIs() {
    CommandRun run = CommandRun.of("--version");

    assertEquals(0, run.status(), run.err());
    assertTrue(
        run.out().matches("Forwardpass \\S+, commit (unknown|[0-9a-f]{40}(, changed)?)\n"),
        run.out());
  }
}
