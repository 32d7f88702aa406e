package forwardpass.report.page;

import forwardpass.report.Report;

/**
 * Where links find the classes of a network: {@code report.html#class-7} is the row of the class
 * that is shown as 7. Names, which may be the same, are no part of it.
 *
 * @param before what anchors begin with, another text for each network of a page
 */
record ClassAnchors(String before) {
  /**
   * Those of one network of a page.
   *
   * @param network which of them, from 0
   */
  static ClassAnchors ofNetwork(int network) {
    return new ClassAnchors(network == 0 ? "class-" : "network-%d-class-".formatted(network + 1));
  }

  /** The ID of the row of a class. */
  String id(Report report, int number) {
    return before + report.tally().number(number);
  }

  /** Something that leads to the row of a class. */
  Markup link(Report report, int number, Object shown) {
    return Markup.of("<a href=\"#%s\">%s</a>", id(report, number), shown);
  }
}
