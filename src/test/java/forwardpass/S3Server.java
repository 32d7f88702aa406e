package forwardpass;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;

/** An S3 server with one bucket, in a process of its own on loopback. */
public final class S3Server implements AutoCloseable {
  static final String ACCESS_KEY = "AKIAOFTHESETESTS";
  static final String SECRET_KEY = "the/secret+key+of+these+tests";

  private static final int PATIENCE_SECONDS = 120;
  private static final Pattern OF_SERVER = Pattern.compile("s3mock-.*-exec\\.jar");

  /** S3A, the AWS SDK, and what this needs that is not in Spark. */
  private static final Pattern OF_CLIENT =
      Pattern.compile(
          ".*/(hadoop-aws|software/amazon|org/reactivestreams|httpcomponents|commons-logging|org/wildfly)/.*");

  private static final Pattern UPLOAD =
      Pattern.compile("<Upload>.*?<Key>(.*?)</Key>.*?<UploadId>(.*?)</UploadId>.*?</Upload>");

  private final Process process;
  private final int port;

  private S3Server(Process process, int port) {
    this.process = process;
    this.port = port;
  }

  /**
   * Starts one.
   *
   * @param directory for its files
   */
  public static S3Server start(Path directory) throws IOException, InterruptedException {
    int port = freePort();
    String jar =
        classPath().stream()
            .filter(entry -> OF_SERVER.matcher(Path.of(entry).getFileName().toString()).matches())
            .findFirst()
            .orElseThrow();
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin/java").toString(),
                "-Xmx256m",
                "-XX:TieredStopAtLevel=1",
                "-jar",
                jar,
                "--server.port=0",
                "--com.adobe.testing.s3mock.http-port=" + port,
                "--com.adobe.testing.s3mock.store.root=" + directory.resolve("store"),
                "--com.adobe.testing.s3mock.store.initial-buckets=" + bucket(port))
            .redirectErrorStream(true)
            .redirectOutput(directory.resolve("s3.log").toFile())
            .start();
    S3Server server = new S3Server(process, port);
    try {
      server.awaitStarted();
      return server;
    } catch (IOException | InterruptedException | RuntimeException e) {
      server.close();
      throw e;
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private static List<String> classPath() {
    String path =
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    return Arrays.asList(path.split(File.pathSeparator, -1));
  }

  private void awaitStarted() throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(endpoint() + "/" + bucket(port)))
            .method("HEAD", HttpRequest.BodyPublishers.noBody())
            .build();
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
    while (true) {
      try {
        if (HttpClient.newHttpClient().send(request, BodyHandlers.discarding()).statusCode()
            == 200) {
          return;
        }
      } catch (IOException e) {
        if (!process.isAlive() || System.nanoTime() > end) {
          throw e;
        }
      }
      Thread.sleep(50);
    }
  }

  /**
   * An upload that was begun, and is neither completed nor ended.
   *
   * @param path of its file, after the address of the server
   */
  record Upload(String path, String id) {}

  /** All of these. */
  List<Upload> uploads() throws IOException, InterruptedException {
    String bucket = "/" + bucket(port);
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(endpoint() + bucket + "?uploads")).build();
    HttpResponse<String> answer = HttpClient.newHttpClient().send(request, BodyHandlers.ofString());
    if (answer.statusCode() != HttpURLConnection.HTTP_OK) {
      throw new IOException(answer.body());
    }
    return UPLOAD
        .matcher(answer.body())
        .results()
        .map(upload -> new Upload(bucket + "/" + upload.group(1), upload.group(2)))
        .toList();
  }

  private static String bucket(int port) {
    return "images-" + port; // file systems are kept by name in a JVM
  }

  /** What its bucket's paths begin with. */
  public String root() {
    return "s3a://" + bucket(port) + "/";
  }

  /** Where it listens. */
  public String endpoint() {
    return "http://127.0.0.1:" + port;
  }

  private static Map<String, String> settings(String prefix, String endpoint) {
    Map<String, String> settings = new LinkedHashMap<>();
    settings.put(prefix + "endpoint", endpoint);
    settings.put(prefix + "endpoint.region", "us-east-1");
    settings.put(prefix + "path.style.access", "true");
    settings.put(prefix + "connection.ssl.enabled", "false");
    settings.put(prefix + "access.key", ACCESS_KEY);
    settings.put(prefix + "secret.key", SECRET_KEY);
    return settings;
  }

  /** Options of spark-submit with which it is reached, as a user gives them. */
  List<Object> options() {
    return options(endpoint());
  }

  /** The same, through what stands before it. */
  List<Object> options(String endpoint) {
    List<Object> options = new ArrayList<>();
    options.add("--jars");
    options.add(
        classPath().stream()
            .filter(entry -> OF_CLIENT.matcher(entry).matches())
            .collect(Collectors.joining(",")));
    settings("spark.hadoop.fs.s3a.", endpoint)
        .forEach(
            (name, value) -> {
              options.add("--conf");
              options.add(name + "=" + value);
            });
    return options;
  }

  /** Sets how it is reached, for its own bucket. */
  void configure(Configuration hadoop) {
    configure(hadoop, endpoint());
  }

  /** The same, through what stands before it. */
  void configure(Configuration hadoop, String endpoint) {
    settings("fs.s3a.bucket." + bucket(port) + ".", endpoint).forEach(hadoop::set);
  }

  /** It, as this JVM sees it. */
  public FileSystem fileSystem() throws IOException {
    return fileSystem(endpoint());
  }

  /** It, through what stands before it. */
  public FileSystem fileSystem(String endpoint) throws IOException {
    Configuration hadoop = new Configuration();
    settings("fs.s3a.", endpoint).forEach(hadoop::set);
    return FileSystem.newInstance(URI.create(root()), hadoop);
  }

  @Override
  public void close() {
    try {
      process.destroyForcibly().waitFor();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new UncheckedIOException(new IOException(e));
    }
  }
}
