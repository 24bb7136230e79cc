package io.lamina.jobs.scoring;

import io.lamina.zoo.published.PublishedNetwork;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;

/** What a network says of a row: a column of a scored table. */
public enum ScoreColumn {
  /** The most probable class: its name, or its number where the plan has no names. */
  PREDICTION,
  /** The probability of each class, in the classes' order. */
  PROBABILITIES,
  /** What the encoder's top layer makes of the row. */
  CODES,
  /** The squared error of the decoder's reconstruction, summed over the values of the row. */
  RECONSTRUCTION_ERROR;

  /** The name of the column. */
  public String title() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** What a network can say. */
  public static Set<ScoreColumn> of(PublishedNetwork network) {
    return ScoringNetworks.of(network).columns();
  }

  /**
   * The column of this name.
   *
   * @throws IllegalArgumentException if there is none, with those that there are
   */
  public static ScoreColumn parse(String title) {
    return Arrays.stream(values())
        .filter(column -> column.title().equals(title))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    String.format(
                        "there is no column '%s' (there are %s)",
                        title,
                        Arrays.stream(values())
                            .map(ScoreColumn::title)
                            .collect(Collectors.joining(", ")))));
  }

  /** The type of the column's cells. */
  DataType type(boolean classesHaveNames) {
    return switch (this) {
      case PREDICTION -> classesHaveNames ? DataTypes.StringType : DataTypes.IntegerType;
      case PROBABILITIES, CODES -> new ArrayType(DataTypes.FloatType, false);
      case RECONSTRUCTION_ERROR -> DataTypes.DoubleType;
    };
  }
}
