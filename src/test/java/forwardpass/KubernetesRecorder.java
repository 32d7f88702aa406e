package forwardpass;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Answers on loopback, as the API server of Kubernetes does, to who makes objects there. */
final class KubernetesRecorder implements AutoCloseable {
  /** What it says is the identity of all that is made. */
  static final String UID = "11111111-2222-3333-4444-555555555555";

  private static final ObjectMapper JSON = new ObjectMapper();

  private final HttpServer server;
  private final List<JsonNode> made = new CopyOnWriteArrayList<>();

  KubernetesRecorder() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::answer);
    server.start();
  }

  private void answer(HttpExchange exchange) throws IOException {
    boolean makes = List.of("POST", "PATCH").contains(exchange.getRequestMethod());
    byte[] answer = new byte[0];
    if (makes) {
      ObjectNode object = (ObjectNode) JSON.readTree(exchange.getRequestBody());
      made.add(object.deepCopy());
      object.withObject("/metadata").put("uid", UID).put("namespace", "default");
      answer = JSON.writeValueAsBytes(object);
    }
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    exchange.sendResponseHeaders(makes ? 201 : 404, makes ? answer.length : -1);
    exchange.getResponseBody().write(answer);
    exchange.close();
  }

  /** What a user gives as {@code --master}. */
  String master() {
    return "k8s://http://127.0.0.1:" + server.getAddress().getPort();
  }

  /** What was made, in its order. */
  List<JsonNode> made() {
    return made;
  }

  /** The only object of a kind that was made. */
  JsonNode made(String kind) {
    List<JsonNode> found =
        made.stream().filter(object -> object.get("kind").asText().equals(kind)).toList();
    if (found.size() != 1) {
      throw new AssertionError("%d of %s in %s".formatted(found.size(), kind, made));
    }
    return found.get(0);
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
