package forwardpass.sink;

import forwardpass.S3Proxy;
import forwardpass.S3Server;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.io.TempDir;

/** Tests of an output on S3, to which requests go through a proxy that can do harm. */
@Tag("faults")
abstract class OnStore {
  static final OutputName OUT = new OutputName("out", "--output");

  static S3Server server;
  static S3Proxy proxy;
  static FileSystem s3;

  @TempDir private static java.nio.file.Path dir;

  Path output;

  @BeforeAll
  static void startServer() throws Exception {
    server = S3Server.start(dir);
    proxy = S3Proxy.before(server);
    s3 = server.fileSystem(proxy.endpoint());
  }

  @AfterAll
  static void stopServer() throws IOException {
    if (s3 != null) {
      s3.close();
    }
    if (proxy != null) {
      proxy.close();
    }
    if (server != null) {
      server.close();
    }
  }

  @BeforeEach
  void nameOutput(TestInfo test) {
    output = new Path(server.root() + test.getTestMethod().orElseThrow().getName());
  }

  @AfterEach
  void endTrouble() {
    proxy.befall(S3Proxy.Trouble.NONE);
  }

  static ObjectStore store() throws IOException {
    return ObjectStore.of(new Path(server.root()), s3).orElseThrow();
  }

  Path lock() {
    return OutputLock.in(output);
  }

  List<String> names() throws IOException {
    return s3.exists(output)
        ? Arrays.stream(s3.listStatus(output)).map(file -> file.getPath().getName()).toList()
        : List.of();
  }
}
