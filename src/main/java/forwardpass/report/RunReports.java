package forwardpass.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * The reports of networks that scored the same images in one run; often of one.
 *
 * @param names of the networks; one empty name where there is no other
 * @param networks the report of each, those behind the first beside it
 */
public record RunReports(List<String> names, List<Report> networks) {
  public RunReports {
    names = List.copyOf(names);
    networks = List.copyOf(networks);
  }

  /** That of one network. */
  public static RunReports of(Report report) {
    return new RunReports(List.of(""), List.of(report));
  }

  /** Those of several networks. */
  public static RunReports of(List<String> names, Tallies tallies, Report first) {
    List<Report> reports = new ArrayList<>();
    for (int i = 0; i < names.size(); i++) {
      Report report = new Report(tallies.of(i), first.classes(), first.provenance());
      reports.add(
          i == 0
              ? report
              : report.with(Comparison.of(names.get(0), first, report, tallies.paired(i))));
    }
    return new RunReports(names, reports);
  }

  /** The first, which has what is of the images, and so the same for all. */
  public Report first() {
    return networks.get(0);
  }

  public boolean areSeveral() {
    return networks.size() > 1;
  }

  /** {@code report.json}. */
  public String json() {
    if (!areSeveral()) {
      return first().json();
    }
    Map<String, Object> document = first().head();
    List<Map<String, Object>> each = new ArrayList<>();
    for (int i = 0; i < networks.size(); i++) {
      Map<String, Object> network = new LinkedHashMap<>();
      network.put("name", names.get(i));
      network.putAll(networks.get(i).ofNetwork());
      each.add(network);
    }
    document.put("networks", each);
    document.putAll(first().tail());
    return Report.json(document);
  }

  /** Those of each network. */
  public List<String> warnings() {
    return told(Report::warnings);
  }

  /** In a sentence each, what became better and worse. */
  public List<String> comparisons() {
    return told(report -> report.comparison().map(Comparison::summary).stream().toList());
  }

  private List<String> told(Function<Report, List<String>> what) {
    return IntStream.range(0, networks.size())
        .boxed()
        .flatMap(i -> what.apply(networks.get(i)).stream().map(text -> titled(i, text)))
        .toList();
  }

  private String titled(int network, String text) {
    return areSeveral() ? names.get(network) + ": " + text : text;
  }
}
