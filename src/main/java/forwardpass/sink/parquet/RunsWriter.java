package forwardpass.sink.parquet;

import org.apache.parquet.bytes.ByteBufferAllocator;
import org.apache.parquet.column.Encoding;
import org.apache.parquet.column.values.dictionary.DictionaryValuesWriter.PlainBinaryDictionaryValuesWriter;
import org.apache.parquet.io.api.Binary;

/**
 * A dictionary of texts that looks up a text once where the same object follows itself. Looking up
 * the name of a file for each of its images was a third of all that writing took.
 */
final class RunsWriter extends PlainBinaryDictionaryValuesWriter {
  /** The newest of the dictionary; null where that is not what was written last. */
  private Binary newest;

  @SuppressWarnings("deprecation") // it is what version 1 of the format calls it
  RunsWriter(int mostBytes, ByteBufferAllocator allocator) {
    super(mostBytes, Encoding.PLAIN_DICTIONARY, Encoding.PLAIN_DICTIONARY, allocator);
  }

  @Override
  @SuppressWarnings("ReferenceEquality") // equal ones may be looked up
  public void writeBytes(Binary text) {
    if (text == newest) {
      encodedValues.add(getDictionarySize() - 1);
      return;
    }
    int before = getDictionarySize();
    super.writeBytes(text);
    newest = getDictionarySize() > before ? text : null;
  }

  @Override
  public void resetDictionary() {
    super.resetDictionary();
    newest = null;
  }
}
