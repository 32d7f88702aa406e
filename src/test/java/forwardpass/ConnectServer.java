package forwardpass;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** A server of Spark Connect, in a process of its own, with the job's jar as {@code --jars}. */
final class ConnectServer implements AutoCloseable {
  private static final long PATIENCE_MINUTES = 4;

  private final Process process;
  private final int port;

  /**
   * Starts one.
   *
   * @param spark a Spark home with its classes
   * @param directory for what it writes
   */
  ConnectServer(Path spark, Path directory) throws IOException, InterruptedException {
    port = freePort();
    Path log = directory.resolve("server.log");
    ProcessBuilder builder =
        new ProcessBuilder(
                spark.resolve("bin/spark-submit").toString(),
                "--class",
                "org.apache.spark.sql.connect.service.SparkConnectServer",
                "--master",
                "local[2]",
                "--jars",
                Submitting.PROJECT.resolve("target/forwardpass.jar").toString(),
                "--conf",
                "spark.connect.grpc.binding.address=127.0.0.1",
                "--conf",
                "spark.connect.grpc.binding.port=" + port,
                "--conf",
                "spark.ui.enabled=false",
                "spark-internal")
            .directory(directory.toFile())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile());
    builder.environment().put("SPARK_HOME", spark.toString());
    process = builder.start();
    long end = System.nanoTime() + TimeUnit.MINUTES.toNanos(PATIENCE_MINUTES);
    while (!answers()) {
      if (!process.isAlive() || System.nanoTime() > end) {
        close();
        throw new AssertionError(Files.readString(log));
      }
      Thread.sleep(100);
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private boolean answers() {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  /** What a client gives as {@code remote}. */
  String url() {
    return "sc://127.0.0.1:" + port;
  }

  @Override
  public void close() {
    try {
      Submitting.killTree(process);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new UncheckedIOException(new IOException(e));
    }
  }
}
