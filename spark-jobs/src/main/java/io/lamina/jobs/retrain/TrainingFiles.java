package io.lamina.jobs.retrain;

import static java.util.Objects.requireNonNull;

import io.lamina.jobs.data.source.DataException;
import io.lamina.jobs.data.source.DataFiles;
import io.lamina.zoo.plan.TrainingPlan;
import io.lamina.zoo.plan.data.source.DataSource;
import io.lamina.zoo.plan.data.source.SourcePath;
import io.lamina.zoo.plan.data.tables.SparkTable;
import io.lamina.zoo.plan.data.tables.TableFormat;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;

/**
 * The files that a plan's sources read now.
 *
 * @param plan whose sources they are
 * @param files finds them
 * @param hadoop for files that say that a directory is complete
 */
public record TrainingFiles(TrainingPlan plan, DataFiles files, Configuration hadoop) {
  private static final String LABELED = "labeled";

  public TrainingFiles {
    requireNonNull(plan, "plan is null");
    requireNonNull(files, "files is null");
    requireNonNull(hadoop, "hadoop is null");
  }

  /**
   * Tables as they are, and of the files those that are settled: written to before a time, or in a
   * directory that is complete. Files that are known are among them: nobody waits for what was read
   * already, but it may have changed. New images wait until the table of their labels is settled.
   *
   * @param known what an earlier version learnt from
   * @throws DataException if a source has no files, or if they cannot be listed
   */
  public DataCursor settled(Instant before, DataCursor known) {
    Map<String, List<FileMark>> marks = new HashMap<>();
    Map<String, TableMark> tables = new HashMap<>();
    Map<String, LabelMark> labels = new HashMap<>();
    Settled settled = new Settled(before.toEpochMilli(), hadoop);
    Map<String, DataSource> sources = sources();
    LabelTables labelTables = LabelTables.of(plan.data(), files, hadoop);
    sources.forEach(
        (key, source) -> {
          Optional<TableMark> table = table(source);
          if (table.isPresent()) {
            tables.put(key, table.get());
            return;
          }
          marks.put(key, settled(source, settled, labelTables, known.marks(key)));
          if (key.equals(LABELED)) {
            labelTables.mark(source, known.label(key)).ifPresent(mark -> labels.put(key, mark));
          }
        });
    return new DataCursor(marks, tables, labels);
  }

  private List<FileMark> settled(
      DataSource source, Settled settled, LabelTables labels, Map<String, FileMark> read) {
    Optional<FileStatus> unsettled = labels.unsettled(source, settled);
    List<FileMark> marks = new ArrayList<>();
    boolean waits = false;
    for (FileStatus file : statuses(source)) {
      if (labels.areIn(file)) {
        continue;
      }
      boolean known = read.containsKey(file.getPath().toString());
      if (known || (unsettled.isEmpty() && settled.holds(file))) {
        marks.add(mark(file, read));
      }
      waits |= !known && unsettled.isPresent();
    }
    if (waits) {
      files.tell(
          unsettled.orElseThrow().getPath()
              + " was written to a moment ago: new images wait for the next time");
    }
    return marks;
  }

  /** The sources, by their keys in the plan; those that a model learns from must read files. */
  private Map<String, DataSource> sources() {
    Map<String, DataSource> sources = new LinkedHashMap<>();
    sources.put("unlabeled", plan.data().unlabeled());
    plan.data().labeled().ifPresent(labeled -> sources.put(LABELED, labeled));
    sources.values().removeIf(source -> source.paths().isEmpty());
    sources.put(DataCursor.TEST, plan.data().test());
    if (sources.size() == 1) {
      throw new DataException(
          "the plan's training data are in no files, so nobody can tell what is new (give files,"
              + " or use 'lamina train')");
    }
    return sources;
  }

  /** A commit to a table is whole at once, so nobody waits for it. */
  private Optional<TableMark> table(DataSource source) {
    return source.origin() instanceof SparkTable table
        ? table.versioned().map(format -> now(format, source.paths().get(0)))
        : Optional.empty();
  }

  private TableMark now(TableFormat format, String path) {
    Path table = files.qualified(files.path(path));
    return switch (format) {
      case DELTA -> new DeltaTable(table, hadoop).now();
      case ICEBERG -> new IcebergTable(table, hadoop).now();
    };
  }

  private List<FileStatus> statuses(DataSource source) {
    return source.paths().isEmpty()
        ? List.of()
        : files.files(new SourcePath(source.paths())).stream().map(files::status).toList();
  }

  /** Nobody reads a file again to find out that it is the one that was read before. */
  private FileMark mark(FileStatus file, Map<String, FileMark> read) {
    String path = file.getPath().toString();
    Optional<FileMark> before = Optional.ofNullable(read.get(path));
    return before
        .filter(was -> was.isUntouched(path, file.getLen(), file.getModificationTime()))
        .orElseGet(
            () ->
                new FileMark(
                    path,
                    file.getLen(),
                    file.getModificationTime(),
                    Optional.of(new FileChecksums(hadoop).of(file))));
  }
}
