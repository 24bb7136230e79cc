package io.lamina.jobs.retrain;

import static java.util.Objects.requireNonNull;

import io.lamina.jobs.data.images.LabelTexts;
import io.lamina.jobs.data.source.DataException;
import io.lamina.jobs.data.source.DataFiles;
import io.lamina.zoo.plan.data.DataPlan;
import io.lamina.zoo.plan.data.images.Images;
import io.lamina.zoo.plan.data.images.LabelPlace.LabelTable;
import io.lamina.zoo.plan.data.source.DataSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;

/**
 * The tables of labels that sources of images read; unlabeled data have none. They may be among the
 * images, and are no data files there: a table may get rows.
 *
 * @param statuses of the tables
 * @param files finds them
 * @param hadoop for their checksums
 */
record LabelTables(Map<LabelTable, FileStatus> statuses, DataFiles files, Configuration hadoop) {
  private static final int SHOWN = 3;

  LabelTables {
    statuses = Map.copyOf(statuses);
    requireNonNull(files, "files is null");
    requireNonNull(hadoop, "hadoop is null");
  }

  /**
   * Those of a plan.
   *
   * @throws DataException if one is not there
   */
  static LabelTables of(DataPlan data, DataFiles files, Configuration hadoop) {
    Map<LabelTable, FileStatus> statuses = new LinkedHashMap<>();
    Stream.concat(data.labeled().stream(), Stream.of(data.test()))
        .flatMap(source -> table(source).stream())
        .forEach(table -> statuses.computeIfAbsent(table, it -> files.file(it.path())));
    return new LabelTables(statuses, files, hadoop);
  }

  private static Optional<LabelTable> table(DataSource source) {
    return source.origin() instanceof Images images
        ? images
            .label()
            .filter(label -> label.place() instanceof LabelTable)
            .map(label -> (LabelTable) label.place())
        : Optional.empty();
  }

  /** Whether a file is one of them. */
  boolean areIn(FileStatus file) {
    return statuses.values().stream().anyMatch(table -> table.getPath().equals(file.getPath()));
  }

  /** The table of a source, if it has one and somebody may still be writing to it. */
  Optional<FileStatus> unsettled(DataSource source, Settled settled) {
    return table(source).map(statuses::get).filter(table -> !settled.holds(table));
  }

  /**
   * The table of a source, if it has one.
   *
   * @param known the table that an earlier version learnt from
   * @throws DataException if it cannot be read, or is not as the plan says
   */
  Optional<LabelMark> mark(DataSource source, Optional<LabelMark> known) {
    return table(source).filter(statuses::containsKey).map(table -> mark(table, known));
  }

  private LabelMark mark(LabelTable table, Optional<LabelMark> known) {
    FileStatus status = statuses.get(table);
    String path = status.getPath().toString();
    Optional<LabelMark> same =
        known
            .filter(was -> was.isOf(table.name(), table.column()))
            .filter(
                was -> was.file().isUntouched(path, status.getLen(), status.getModificationTime()));
    return same.orElseGet(() -> read(table, status, known));
  }

  private LabelMark read(LabelTable table, FileStatus status, Optional<LabelMark> known) {
    Map<String, String> texts = LabelTexts.read(table, files).texts();
    LabelMark mark =
        new LabelMark(
            new FileMark(
                status.getPath().toString(),
                status.getLen(),
                status.getModificationTime(),
                Optional.of(new FileChecksums(hadoop).of(status))),
            table.name(),
            table.column(),
            LabelRows.of(texts));
    known
        .filter(was -> was.isOf(table.name(), table.column()))
        .map(was -> mark.rows().changed(texts, was.rows()))
        .filter(names -> !names.isEmpty())
        .ifPresent(names -> tell(mark, names));
    return mark;
  }

  private void tell(LabelMark mark, List<String> names) {
    files.tell(
        mark.file().path()
            + " has another label than before for "
            + names.stream().limit(SHOWN).collect(Collectors.joining(", "))
            + (names.size() > SHOWN ? ", …" : ""));
  }
}
