package forwardpass;

import java.io.IOException;
import java.nio.file.Path;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.example.data.simple.SimpleGroupFactory;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.example.ExampleParquetWriter;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.MessageTypeParser;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tables with a column that Spark does not read. */
class UnreadTypesTest {
  @TempDir private Path dir;

  @Test
  void halfFloatsOfParquetAreNamed() throws IOException {
    MessageType schema =
        MessageTypeParser.parseMessageType(
            "message table { required fixed_len_byte_array(2) half (FLOAT16); required int32 label; }");
    Path table = dir.resolve("halves.parquet");
    try (ParquetWriter<org.apache.parquet.example.data.Group> writer =
        ExampleParquetWriter.builder(new org.apache.hadoop.fs.Path(table.toUri()))
            .withConf(new Configuration())
            .withType(schema)
            .build()) {
      writer.write(
          new SimpleGroupFactory(schema)
              .newGroup()
              .append("half", Binary.fromConstantByteArray(new byte[] {0, 60}))
              .append("label", 7));
    }

    CommandRun.of("--images", table)
        .assertFailure(
            3,
            "Unsupported: %s: expected columns of types that Spark reads, found the Parquet type FIXED_LEN_BYTE_ARRAY (FLOAT16); write the table anew with another type, or without that column"
                .formatted(table));
  }
}
