package forwardpass.inspect;

import forwardpass.error.InputException;
import forwardpass.files.FileFormat;
import forwardpass.files.FileType;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.util.HadoopInputFile;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.Type;

/** A table in Parquet, by what its footer says. */
final class ParquetKind implements FileKind {
  private final Configuration hadoop;

  ParquetKind(Configuration hadoop) {
    this.hadoop = hadoop;
  }

  @Override
  public boolean matches(byte[] head, FileType type) {
    return type.isOf(FileFormat.PARQUET);
  }

  @Override
  public List<String> describe(InputStream in, String file) throws IOException {
    in.transferTo(java.io.OutputStream.nullOutputStream()); // for the checksum
    try (ParquetFileReader reader =
        ParquetFileReader.open(HadoopInputFile.fromPath(new Path(file), hadoop))) {
      MessageType schema = reader.getFileMetaData().getSchema();
      List<String> lines = new ArrayList<>();
      lines.add("format: Parquet");
      lines.add(
          String.format(
              Locale.ROOT,
              "rows: %,d in %,d row groups",
              reader.getRecordCount(),
              reader.getRowGroups().size()));
      lines.add("columns: " + schema.getFieldCount());
      for (Type column : schema.getFields()) {
        lines.add("  " + column.toString().replaceAll("\\s+", " "));
      }
      return lines;
    } catch (IOException | RuntimeException e) { // what Parquet throws at files that are none
      throw new InputException(
          "Corrupt: %s: expected Parquet, found: %s; copy the file again"
              .formatted(file, e.getMessage()),
          e);
    }
  }
}
