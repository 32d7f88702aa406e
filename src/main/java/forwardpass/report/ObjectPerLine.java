package forwardpass.report;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import java.io.IOException;

/** Indents what a person reads, and gives each object of a long list a line and no more. */
final class ObjectPerLine extends DefaultIndenter {
  private static final long serialVersionUID = 1;
  private static final int LEVELS = 2;

  @Override
  public void writeIndentation(JsonGenerator generator, int level) throws IOException {
    if (level <= LEVELS) {
      super.writeIndentation(generator, level);
    }
  }
}
