package io.lamina.zoo.plan.data.source;

import static java.util.Objects.requireNonNull;

import io.lamina.zoo.plan.preprocessing.Fill;
import io.lamina.zoo.plan.yaml.Form;
import io.lamina.zoo.plan.yaml.PlanRuleException;
import io.lamina.zoo.plan.yaml.Section;
import io.lamina.zoo.plan.yaml.YamlLines;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What becomes of the cells of a table that hold no value. Without it they are errors.
 *
 * @param marks the texts of such cells; none where the format has nulls
 * @param fill what a number becomes that is missing
 * @param indicator whether every column of numbers has one more input, 1 where the number is
 *     missing and 0 elsewhere. A categorical column always has it
 */
public record MissingValues(List<String> marks, Fill fill, boolean indicator) {
  /** The group of keys. */
  public static final String GROUP = "missing";

  public MissingValues {
    marks = List.copyOf(marks);
    requireNonNull(fill, "fill is null");
    if (new HashSet<>(marks).size() < marks.size()) {
      throw new PlanRuleException("marks", marks, "must differ from one another");
    }
    if (indicator && fill == Fill.CATEGORY) {
      throw new PlanRuleException(
          "indicator", indicator, "is for numbers, and fill: category fills none");
    }
  }

  /** Of a format of texts: the keys {@code marks}, {@code fill} and {@code indicator}. */
  public static Optional<MissingValues> ofTexts(Section source) {
    return source.group(GROUP, keys -> read(keys, marks(keys), Form.word(Fill.class)));
  }

  /** Of a format that has nulls, and numbers alone: the keys {@code fill} and {@code indicator}. */
  public static Optional<MissingValues> ofNumbers(Section source) {
    Form<Fill> form =
        Form.oneOf(Map.of("mean", Fill.MEAN, "median", Fill.MEDIAN, "zero", Fill.ZERO));
    return source.group(GROUP, keys -> read(keys, List.of(), form));
  }

  private static List<Optional<String>> marks(Section keys) {
    return keys.has("marks") ? keys.values("marks", Form.line()) : List.of(Optional.of(""));
  }

  private static Optional<MissingValues> read(
      Section keys, List<Optional<String>> marks, Form<Fill> form) {
    Optional<Fill> fill = keys.required("fill", form);
    Optional<Boolean> indicator = keys.valueOr("indicator", Form.flag(), false);
    return keys.build(
        () ->
            new MissingValues(
                marks.stream().map(Optional::orElseThrow).toList(),
                fill.orElseThrow(),
                indicator.orElseThrow()));
  }

  /**
   * In what this differs from the rule that the unlabeled source has, by which the network learns;
   * empty if in nothing. Marks may be others.
   */
  public Optional<String> difference(Optional<MissingValues> unlabeled) {
    if (unlabeled.isEmpty()) {
      return Optional.of("must be left out, for data.unlabeled has none");
    }
    MissingValues learned = unlabeled.get();
    return learned.fill == fill && learned.indicator == indicator
        ? Optional.empty()
        : Optional.of("must be that of data.unlabeled, " + learned.words());
  }

  /** The fill and the indicator, as a plan writes them. */
  public String words() {
    return "fill: " + Form.spelled(fill) + (indicator ? ", indicator: true" : "");
  }

  /** Writes the group. */
  public void write(YamlLines yaml) {
    yaml.group(
        GROUP,
        () -> {
          yaml.values("marks", marks);
          yaml.put("fill", fill);
          yaml.put("indicator", indicator);
        });
  }
}
