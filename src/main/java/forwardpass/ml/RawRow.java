package forwardpass.ml;

import org.apache.spark.sql.catalyst.InternalRow;

/**
 * A row as Spark itself has it: numbers in their places and arrays packed, where a {@code Row} has
 * an object for each. It is good until the next row is asked for, which may overwrite it.
 *
 * @param row of the columns that {@link RawRowType} names
 */
public record RawRow(InternalRow row) {}
