package forwardpass.job.origin;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.StringReader;
import java.util.List;
import java.util.Properties;
import org.apache.spark.SparkConf;
import org.junit.jupiter.api.Test;

class RerunCommandTest {
  @Test
  void theLineIsForAShellAndHasNoSecretInIt() {
    assertEquals(
        "./submit.sh --master 'local[2]' --driver-memory 1g -- --images 'it'\\''s 1/*.gz'"
            + " --weights 'https://(not shown)@host/w.pkl' --output 'jdbc://me:(not shown)@db/x'"
            + " --output-option 'password=(not shown)' --access-key '(not shown)' --resume",
        RerunCommand.of(
            new SparkConf(false)
                .setMaster("local[2]")
                .set("spark.driver.memory", "1g")
                .set("spark.authenticate.secret", "s3cr3t"),
            List.of(
                "--images",
                "it's 1/*.gz",
                "--weights",
                "https://s3cr3t@host/w.pkl",
                "--output",
                "jdbc://me:s3cr3t@db/x",
                "--output-option",
                "password=s3cr3t",
                "--access-key",
                "s3cr3t",
                "--resume")));
  }

  @Test
  void theContainerOfAnAccountIsNoSecret() {
    assertEquals(
        "abfs://images@account.dfs.core.windows.net/dump",
        Secrets.redacted("abfs://images@account.dfs.core.windows.net/dump"));
  }

  private static Build build(String properties) throws IOException {
    Properties read = new Properties();
    read.load(new StringReader(properties));
    return Build.of(read);
  }

  @Test
  void whatTheBuildCouldNotTellIsUnknown() throws IOException {
    assertEquals(
        new Build("1.0", "unknown"),
        build("version=1.0\ncommit=${git.commit.id}\nchanged=${git.dirty}"));
    assertEquals(new Build("unknown", "unknown"), build("version=\n"));
    assertEquals(new Build("1.0", "abc, changed"), build("version=1.0\ncommit=abc\nchanged=true"));
    assertEquals(new Build("1.0", "abc"), build("version=1.0\ncommit=abc\nchanged=false"));
  }
}
