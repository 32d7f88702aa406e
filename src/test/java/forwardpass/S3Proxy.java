package forwardpass;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Stands before an S3 server. It lets conditional puts through one at a time, as a store does that
 * keeps its word and S3Mock does not, and something can befall them. An upload that is aborted
 * takes nothing else with it that has its name: {@link S3Aborts}.
 */
public final class S3Proxy implements AutoCloseable {
  /** Of a connection, and not of what is sent on it. */
  private static final Set<String> OF_CONNECTION =
      Set.of("connection", "content-length", "expect", "host", "transfer-encoding", "upgrade");

  private static final Pattern ABORT = Pattern.compile("DELETE (/.*)\\?(?:.*&)?uploadId=([^&]+).*");
  private static final int OK = 200;
  private static final int NO_CONTENT = 204;

  /** That a store asks for fewer requests. */
  static final int SLOW_DOWN = 503;

  private final HttpServer proxy;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final HttpClient client = HttpClient.newHttpClient();
  private final String server;
  private final S3Aborts aborts;
  private final Object conditional = new Object();
  private final Queue<String> requests = new ConcurrentLinkedQueue<>();
  private volatile Trouble trouble = Trouble.NONE;
  private Fault fault = Fault.NONE;

  /** What happens to any request. */
  public interface Trouble {
    Trouble NONE = request -> OK;

    /**
     * Before it is sent on.
     *
     * @param request its method and path
     * @return a status that it is answered with, without being sent on; 200 to send it on
     * @throws IOException to close the connection without an answer
     */
    int befall(String request) throws IOException, InterruptedException;
  }

  /** What happens to a conditional put. */
  public interface Fault {
    Fault NONE = forwarding -> forwarding.answer();

    /** The answer to it. */
    HttpResponse<byte[]> befall(Forwarding forwarding) throws IOException, InterruptedException;
  }

  /** Sends a request on, and gives what the server answers. */
  public interface Forwarding {
    HttpResponse<byte[]> answer() throws IOException, InterruptedException;
  }

  private S3Proxy(HttpServer proxy, S3Server server) {
    this.proxy = proxy;
    this.server = server.endpoint();
    aborts = new S3Aborts(server);
  }

  /** Starts one. */
  public static S3Proxy before(S3Server server) throws IOException {
    HttpServer listening =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    S3Proxy proxy = new S3Proxy(listening, server);
    listening.createContext("/", proxy::handle);
    listening.setExecutor(proxy.threads);
    listening.start();
    return proxy;
  }

  /** Where it listens. */
  public String endpoint() {
    return "http://127.0.0.1:" + proxy.getAddress().getPort();
  }

  /** Has something befall all requests that come. */
  public void befall(Trouble all) {
    trouble = all;
  }

  /** The requests so far, by method, path and range, and none of them again. */
  List<String> takeRequests() {
    List<String> taken = new ArrayList<>();
    for (String next = requests.poll(); next != null; next = requests.poll()) {
      taken.add(next);
    }
    return taken;
  }

  /** Has something befall the next conditional put. */
  public void befallNext(Fault next) {
    synchronized (conditional) {
      fault = next;
    }
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      HttpRequest request = request(exchange);
      String named = exchange.getRequestMethod() + " " + exchange.getRequestURI();
      String range = exchange.getRequestHeaders().getFirst("Range");
      requests.add(range == null ? named : named + " " + range);
      int status = trouble.befall(named);
      if (status != OK) {
        refuse(exchange, status);
        return;
      }
      Forwarding forwarding = () -> client.send(request, HttpResponse.BodyHandlers.ofByteArray());
      Matcher abort = ABORT.matcher(named);
      if (abort.matches()) {
        aborts.end(abort.group(1), abort.group(2));
        exchange.sendResponseHeaders(NO_CONTENT, -1);
      } else {
        answer(exchange, isConditional(exchange) ? alone(forwarding) : forwarding.answer());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // the connection is closed without an answer
    }
  }

  private static void refuse(HttpExchange exchange, int status) throws IOException {
    String code = status == SLOW_DOWN ? "SlowDown" : "InternalError";
    byte[] body =
        "<?xml version=\"1.0\"?><Error><Code>%s</Code><Message>of the tests</Message></Error>"
            .formatted(code)
            .getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "application/xml");
    boolean isHead = exchange.getRequestMethod().equals("HEAD");
    exchange.sendResponseHeaders(status, isHead ? -1 : body.length);
    if (!isHead) {
      exchange.getResponseBody().write(body);
    }
  }

  private HttpRequest request(HttpExchange exchange) throws IOException {
    byte[] body = exchange.getRequestBody().readAllBytes();
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(server + exchange.getRequestURI()))
            .method(
                exchange.getRequestMethod(),
                body.length == 0
                    ? HttpRequest.BodyPublishers.noBody()
                    : HttpRequest.BodyPublishers.ofByteArray(body));
    for (Map.Entry<String, List<String>> header : exchange.getRequestHeaders().entrySet()) {
      if (isOfMessage(header.getKey())) {
        header.getValue().forEach(value -> request.header(header.getKey(), value));
      }
    }
    return request.build();
  }

  private static boolean isOfMessage(String header) {
    return OF_CONNECTION.stream().noneMatch(header::equalsIgnoreCase);
  }

  private static boolean isConditional(HttpExchange exchange) {
    return exchange.getRequestMethod().equals("PUT")
        && (exchange.getRequestHeaders().containsKey("If-None-Match")
            || exchange.getRequestHeaders().containsKey("If-Match"));
  }

  private HttpResponse<byte[]> alone(Forwarding forwarding)
      throws IOException, InterruptedException {
    synchronized (conditional) {
      Fault next = fault;
      fault = Fault.NONE;
      return next.befall(forwarding);
    }
  }

  private static void answer(HttpExchange exchange, HttpResponse<byte[]> response)
      throws IOException {
    response
        .headers()
        .map()
        .forEach(
            (name, values) -> {
              if (isOfMessage(name)) {
                exchange.getResponseHeaders().put(name, values);
              }
            });
    byte[] body = response.body();
    if (exchange.getRequestMethod().equals("HEAD")) {
      response
          .headers()
          .firstValue("content-length")
          .ifPresent(length -> exchange.getResponseHeaders().set("Content-Length", length));
    }
    exchange.sendResponseHeaders(response.statusCode(), body.length == 0 ? -1 : body.length);
    exchange.getResponseBody().write(body);
  }

  @Override
  public void close() {
    proxy.stop(0);
    threads.shutdownNow();
  }
}
