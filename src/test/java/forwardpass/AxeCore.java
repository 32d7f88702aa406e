package forwardpass;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.commons.text.StringEscapeUtils;

/** Holds copies of reports against the rules of axe-core, in one Chromium. */
final class AxeCore {
  private static final Pattern JUDGED = Pattern.compile("<li>(\\{.*?\\})</li>");

  /** Runs in a copy of a report, with all its parts opened. */
  private static final String JUDGE =
      """
      <script src="axe.min.js"></script>
      <script>
      document.querySelectorAll("details").forEach(part => part.open = true);
      axe.run().then(found => parent.postMessage(JSON.stringify({
        page: location.pathname.replace(/.*[/]/, "") + " " + innerWidth,
        isDark: matchMedia("(prefers-color-scheme: dark)").matches,
        isTooWide: document.documentElement.scrollWidth > innerWidth,
        passed: found.passes.map(rule => rule.id),
        violated: found.violations.flatMap(
            rule => rule.nodes.map(node => rule.id + ": " + node.target))
      }), "*"));
      </script>
      </body>""";

  /** Shows the copies in frames, since Chromium opens no window as narrow as a phone. */
  private static final String FRAMES =
      """
      <!DOCTYPE html>
      <meta name="color-scheme" content="light dark">
      <ul></ul>
      <script>
      addEventListener("message", said => {
        if (String(said.data).startsWith('{"page"')) {
          const judged = document.createElement("li");
          judged.textContent = said.data;
          document.querySelector("ul").append(judged);
        }
      });
      </script>
      """;

  private final Path dir;

  /** Puts the copies into that directory. */
  AxeCore(Path dir) throws IOException {
    this.dir = dir;
    try (InputStream script = AxeCore.class.getResourceAsStream("/axe.min.js")) {
      Files.copy(script, dir.resolve("axe.min.js"));
    }
  }

  /** A copy that judges itself, with more in it, and without the policy that would forbid it to. */
  void add(String page, String name, String more) throws IOException {
    String free = page.replaceFirst("<meta http-equiv=\"Content-Security-Policy\"[^>]*>", "");
    assertTrue(free.length() < page.length(), "a report without its policy");
    Files.writeString(
        dir.resolve(name), free.replace("</main>", more + "</main>").replace("</body>", JUDGE));
  }

  /**
   * What is found.
   *
   * @param shown names of copies with the width to show each at, as {@code bad.html 360}
   * @return what was found in those that came to an end
   */
  Map<String, JsonNode> judge(Set<String> shown, boolean isDark)
      throws IOException, InterruptedException {
    StringBuilder frames = new StringBuilder(FRAMES);
    for (String one : shown) {
      String[] pageAndWidth = one.split(" ", -1);
      frames.append(
          "<iframe src=\"%s\" style=\"border: 0; width: %spx; height: 900px\"></iframe>\n"
              .formatted(pageAndWidth[0], pageAndWidth[1]));
    }
    Chromium.Shown page =
        Chromium.open(
            Files.writeString(dir.resolve("frames.html"), frames),
            "--window-size=1500,900",
            "--blink-settings=preferredColorScheme=" + (isDark ? "0" : "1"),
            "--virtual-time-budget=60000");
    assertEquals(List.of(), page.complaints());
    Map<String, JsonNode> judged = new TreeMap<>();
    Matcher found = JUDGED.matcher(page.page());
    while (found.find()) {
      JsonNode one = new ObjectMapper().readTree(StringEscapeUtils.unescapeHtml4(found.group(1)));
      judged.put(one.get("page").asText(), one);
    }
    return judged;
  }
}
