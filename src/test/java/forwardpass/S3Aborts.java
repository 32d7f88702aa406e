package forwardpass;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Ends uploads, and nothing else. S3Mock deletes the object of that name with one, and completes no
 * other upload of that name after it: it hears of the end when there is neither.
 */
final class S3Aborts {
  private static final int OK = 200;

  private final HttpClient client = HttpClient.newHttpClient();
  private final S3Server server;

  /** IDs of uploads that are ended, by the paths of their files. */
  private final Map<String, Set<String>> ended = new HashMap<>();

  S3Aborts(S3Server server) {
    this.server = server;
  }

  /**
   * Ends one.
   *
   * @param path of its file, after the address of the server
   */
  synchronized void end(String path, String id) throws IOException, InterruptedException {
    Set<String> endedThere = ended.computeIfAbsent(path, any -> new HashSet<>());
    endedThere.add(id);
    List<String> uploads =
        server.uploads().stream()
            .filter(upload -> upload.path().equals(path))
            .map(S3Server.Upload::id)
            .toList();
    if (endedThere.containsAll(uploads) && send("HEAD", path) != OK) {
      for (String upload : uploads) {
        send("DELETE", path + "?uploadId=" + upload);
      }
    }
  }

  private int send(String method, String resource) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(server.endpoint() + resource))
            .method(method, HttpRequest.BodyPublishers.noBody())
            .build();
    return client.send(request, BodyHandlers.discarding()).statusCode();
  }
}
