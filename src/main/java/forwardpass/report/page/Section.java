package forwardpass.report.page;

import java.util.Locale;

/** A part of the page, under a heading that the page's contents lead to. */
record Section(String title, Markup body) {
  /** The same, of one network of several. */
  Section of(String network) {
    return new Section(title + ": " + network, body);
  }

  Markup html() {
    return Markup.of(
        "<section aria-labelledby=\"%s\">\n<h2 id=\"%s\">%s</h2>\n%s</section>\n",
        id(), id(), title, body);
  }

  Markup link() {
    return Markup.of("<li><a href=\"#%s\">%s</a></li>\n", id(), title);
  }

  private String id() {
    return title.toLowerCase(Locale.ROOT).replace(' ', '-');
  }
}
