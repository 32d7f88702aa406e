package forwardpass.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class OutputOptionsTest {
  @Test
  void theEarlierNameOfResumeGoesOnWorkingAndIsNotShown() {
    assertEquals(
        CommandLine.populateCommand(new OutputOptions(), "--output", "out", "--resume").request(),
        CommandLine.populateCommand(new OutputOptions(), "--output", "out", "--watch").request());
    assertFalse(new CommandLine(new OutputOptions()).getUsageMessage().contains("--watch"));
  }
}
