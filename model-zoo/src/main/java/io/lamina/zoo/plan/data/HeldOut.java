package io.lamina.zoo.plan.data;

import static java.util.Objects.requireNonNull;

import io.lamina.zoo.plan.data.images.GeneratedPictures;
import io.lamina.zoo.plan.data.source.DataSource;
import io.lamina.zoo.plan.data.tables.Csv;
import io.lamina.zoo.plan.data.tables.CsvColumn;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Whether what a plan says makes sure, whatever its files hold now and later, that the network
 * learns from no example that judges it. Splits of one salt do so where their ranges do not
 * overlap, and generated pictures of different seeds; different paths do not, for two files may
 * hold one example.
 *
 * @param data the data of the plan
 */
public record HeldOut(DataPlan data) {
  public HeldOut {
    requireNonNull(data, "data is null");
  }

  /** Why nothing makes sure of it, and the remedy, as one sentence; empty if something does. */
  public Optional<String> missing() {
    return missing(data);
  }

  /**
   * The same of a network that also learnt from other data, because it began from one that did.
   *
   * @param learned the data of the earlier network
   */
  public Optional<String> missing(DataPlan learned) {
    return Stream.concat(
            missing("data.unlabeled", learned.unlabeled()).stream(),
            learned.labeled().flatMap(labeled -> missing("data.labeled", labeled)).stream())
        .findFirst();
  }

  private Optional<String> missing(String name, DataSource learned) {
    return reason(learned, data.test())
        .map(
            reason ->
                String.format("data.test and %s may have examples in common: %s", name, reason));
  }

  private Optional<String> reason(DataSource learned, DataSource test) {
    if (learned.origin() instanceof GeneratedPictures one
        && test.origin() instanceof GeneratedPictures other
        && one.seed() != other.seed()) {
      return Optional.empty();
    }
    Optional<Split> learns = Split.of(learned);
    Optional<Split> judges = Split.of(test);
    if (learns.isEmpty() || judges.isEmpty()) {
      return Optional.of(noSplit(learns.or(() -> judges)));
    }
    return unequal(learns.get(), judges.get())
        .or(() -> overlap(learns.get(), judges.get()))
        .or(this::changing);
  }

  private static String noSplit(Optional<Split> other) {
    return String.format(
        "%1$s (give both sources a split with one salt and ranges that do not overlap, such as "
            + "split: {salt: %2$s, from: 0, to: 0.9} and split: {salt: %2$s, from: 0.9, to: 1})",
        other.isPresent() ? "only one of them has a split" : "they have no split",
        other.map(Split::salt).orElse("NAME"));
  }

  /** One example must have one hash in both. */
  private static Optional<String> unequal(Split learns, Split judges) {
    if (!learns.salt().equals(judges.salt())) {
      return Optional.of(
          String.format(
              "the salts of their splits are '%s' and '%s' (give both the same salt)",
              judges.salt(), learns.salt()));
    }
    return learns.range().equals(judges.range())
        ? Optional.empty()
        : Optional.of(
            "their ranges differ, so one example has other values, and another side of the split, "
                + "in each (give both the same range, or raw: true)");
  }

  private static Optional<String> overlap(Split learns, Split judges) {
    return learns.overlaps(judges)
        ? Optional.of(
            String.format(
                "their splits, %s to %s and %s to %s, overlap (let one begin where the other ends)",
                judges.from(), judges.to(), learns.from(), learns.to()))
        : Optional.empty();
  }

  /** Categories that are looked for change what examples are, and so their sides. */
  private Optional<String> changing() {
    List<CsvColumn> columns =
        data.unlabeled().origin() instanceof Csv csv ? csv.columns() : List.of();
    return columns.stream()
        .filter(column -> column.kind() == CsvColumn.Kind.CATEGORICAL)
        .filter(column -> column.categories().isEmpty())
        .findFirst()
        .map(
            column ->
                String.format(
                    "a category of column %s that is new in data.unlabeled changes the values of "
                        + "all examples, and so their sides of the split (list its categories)",
                    column.column()));
  }
}
