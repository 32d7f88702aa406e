package forwardpass.ml;

import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.objects.StaticInvoke;
import org.apache.spark.sql.classic.ExpressionUtils;
import org.apache.spark.sql.types.AbstractDataType;
import org.apache.spark.sql.types.DataType;
import scala.Option;
import scala.jdk.javaapi.CollectionConverters;

/**
 * Calls of public static methods as columns: Spark compiles them into its own loops, and hands them
 * values as it has them. A function of SQL's would get an object for each number of an array.
 */
final class StaticCalls {
  private StaticCalls() {}

  /**
   * What a method makes of columns.
   *
   * @param type of what it gives
   * @param isNullForNull whether it is null, and the method not called, where an argument is null;
   *     otherwise it never is
   */
  static Column of(
      Class<?> owner, String method, DataType type, List<Column> arguments, boolean isNullForNull) {
    List<Expression> expressions = arguments.stream().map(ExpressionUtils::expression).toList();
    return ExpressionUtils.column(
        new StaticInvoke(
            owner,
            type,
            method,
            CollectionConverters.asScala(expressions).toSeq(),
            CollectionConverters.asScala(List.<AbstractDataType>of()).toSeq(),
            isNullForNull,
            isNullForNull,
            true,
            Option.empty()));
  }
}
