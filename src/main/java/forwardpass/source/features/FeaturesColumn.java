package forwardpass.source.features;

import java.util.List;
import org.apache.spark.sql.Column;

/**
 * What the network takes of a table.
 *
 * @param column an expression over the table
 * @param reader of its values
 * @param scale what the values are multiplied by
 * @param what they are, in words
 * @param used the columns that it is made of, which do not come out beside the prediction
 */
public record FeaturesColumn(
    Column column, FeaturesReader reader, float scale, String what, List<String> used) {}
