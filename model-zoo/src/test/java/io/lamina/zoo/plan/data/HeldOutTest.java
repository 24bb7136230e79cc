package io.lamina.zoo.plan.data;

import static org.assertj.core.api.Assertions.assertThat;

import io.lamina.zoo.plan.data.Varied.Variation;
import io.lamina.zoo.plan.data.images.GeneratedDigits;
import io.lamina.zoo.plan.data.source.DataSource;
import io.lamina.zoo.plan.data.source.ValueRange;
import io.lamina.zoo.plan.data.tables.ColumnKey;
import io.lamina.zoo.plan.data.tables.Csv;
import io.lamina.zoo.plan.data.tables.CsvColumn;
import io.lamina.zoo.plan.data.tables.CsvColumn.Kind;
import io.lamina.zoo.plan.data.tables.CsvLabel;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class HeldOutTest {
  private static final DataSource TEST = new Split(csv("old"), "digits", 0.9, 1);
  private static final DataSource LEARNED = new Split(csv("all"), "digits", 0, 0.9);

  @Test
  void splitsOfOneSaltThatDoNotOverlapHoldOut() {
    assertThat(missing(LEARNED, TEST)).isEmpty();
    assertThat(missing(TEST, LEARNED)).isEmpty();
    assertThat(missing(new OnlyClasses(new Part(LEARNED, 0, 0.5, 1), List.of(2)), TEST)).isEmpty();
  }

  @Test
  void otherPathsHoldNothingOut() {
    assertThat(missing(csv("a"), csv("b")))
        .contains(
            "data.test and data.unlabeled may have examples in common: they have no split (give "
                + "both sources a split with one salt and ranges that do not overlap, such as "
                + "split: {salt: NAME, from: 0, to: 0.9} and "
                + "split: {salt: NAME, from: 0.9, to: 1})");
    assertThat(missing(csv("a"), TEST).orElseThrow())
        .contains("only one of them has a split", "split: {salt: digits, from: 0, to: 0.9}");
    assertThat(missing(new Part(csv("a"), 0, 0.5, 1), new Part(csv("a"), 0.5, 1, 1))).isPresent();
  }

  @Test
  void splitsThatOverlapOrHaveOtherSaltsHoldNothingOut() {
    assertThat(missing(new Split(csv("a"), "digits", 0, 0.95), TEST))
        .contains(
            "data.test and data.unlabeled may have examples in common: their splits, 0.9 to 1.0 "
                + "and 0.0 to 0.95, overlap (let one begin where the other ends)");
    assertThat(missing(new Split(csv("a"), "letters", 0, 0.9), TEST).orElseThrow())
        .endsWith("are 'digits' and 'letters' (give both the same salt)");
  }

  /** A number that is 0.5 in one source and 128 in the other has two hashes. */
  @Test
  void splitsOfValuesThatAreReadInTwoWaysHoldNothingOut() {
    DataSource raw = new Csv("a", false, Optional.empty(), Optional.empty(), List.of());

    assertThat(missing(new Split(raw, "digits", 0, 0.9), TEST).orElseThrow())
        .contains("their ranges differ");
  }

  @Test
  void categoriesThatAreNotListedMoveExamples() {
    assertThat(missing(new Split(categories(List.of()), "digits", 0, 0.9), TEST).orElseThrow())
        .contains("a category of column 3 that is new in data.unlabeled")
        .endsWith("(list its categories)");
    assertThat(missing(new Split(categories(List.of("x")), "digits", 0, 0.9), TEST)).isEmpty();
  }

  @Test
  void labeledDataAreLookedAtToo() {
    assertThat(missing(LEARNED, Optional.of(labeled(0, 0.9)), labeled(0.9, 1))).isEmpty();
    assertThat(missing(LEARNED, Optional.of(labeled(0, 1)), labeled(0.9, 1)).orElseThrow())
        .startsWith("data.test and data.labeled may");
  }

  @Test
  void generatedDigitsOfOtherSeedsAreOthers() {
    assertThat(missing(new GeneratedDigits(9, 1), new GeneratedDigits(9, 2))).isEmpty();
    DataSource turned = new Varied(new GeneratedDigits(5, 2), Variation.ROTATED, 3);
    assertThat(missing(new GeneratedDigits(9, 2), turned)).isPresent();
    assertThat(
            missing(
                new Split(new GeneratedDigits(9, 2), "s", 0, 0.5),
                new Split(new GeneratedDigits(9, 2), "s", 0.5, 1)))
        .isEmpty();
  }

  private static Csv csv(String path) {
    return new Csv(path, false, Optional.empty(), Optional.of(ValueRange.UNIT), List.of());
  }

  private static Csv categories(List<String> listed) {
    CsvColumn column = new CsvColumn(ColumnKey.of(3), Kind.CATEGORICAL, Optional.empty(), listed);
    return new Csv("c", false, Optional.empty(), Optional.of(ValueRange.UNIT), List.of(column));
  }

  private static DataSource labeled(double from, double to) {
    return new Split(
        new Csv(
            "l", false, Optional.of(CsvLabel.numbers(0)), Optional.of(ValueRange.UNIT), List.of()),
        "digits",
        from,
        to);
  }

  private static Optional<String> missing(DataSource unlabeled, DataSource test) {
    return missing(unlabeled, Optional.empty(), test);
  }

  private static Optional<String> missing(
      DataSource unlabeled, Optional<DataSource> labeled, DataSource test) {
    return new HeldOut(
            new DataPlan(
                unlabeled,
                labeled,
                Optional.empty(),
                test,
                labeled.map(learned -> 10),
                Optional.empty(),
                List.of()))
        .missing();
  }
}
