package io.lamina.jobs.retrain;

import static java.util.Objects.requireNonNull;

import io.lamina.jobs.data.source.DataException;
import io.lamina.jobs.data.source.DataFiles;
import io.lamina.zoo.plan.TrainingPlan;
import io.lamina.zoo.plan.data.source.DataSource;
import io.lamina.zoo.plan.data.source.SourcePath;
import io.lamina.zoo.plan.data.tables.SparkTable;
import io.lamina.zoo.plan.data.tables.TableFormat;
import java.io.IOException;
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
  private static final String COMPLETE = "_SUCCESS";

  public TrainingFiles {
    requireNonNull(plan, "plan is null");
    requireNonNull(files, "files is null");
    requireNonNull(hadoop, "hadoop is null");
  }

  /**
   * Tables as they are, and of the files those that are settled: written to before a time, or in a
   * directory that is complete. Files that are known are among them: nobody waits for what was read
   * already, but it may have changed.
   *
   * @param known what an earlier version learnt from
   * @throws DataException if a source has no files, or if they cannot be listed
   */
  public DataCursor settled(Instant before, DataCursor known) {
    Map<String, List<FileMark>> marks = new HashMap<>();
    Map<String, TableMark> tables = new HashMap<>();
    Map<Path, Boolean> complete = new HashMap<>();
    sources()
        .forEach(
            (key, source) -> {
              Optional<TableMark> table = table(source);
              if (table.isPresent()) {
                tables.put(key, table.get());
                return;
              }
              List<FileMark> settled = new ArrayList<>();
              Map<String, FileMark> read = known.marks(key);
              for (FileStatus file : statuses(source)) {
                if (file.getModificationTime() < before.toEpochMilli()
                    || read.containsKey(file.getPath().toString())
                    || complete.computeIfAbsent(file.getPath().getParent(), this::isComplete)) {
                  settled.add(mark(file, read));
                }
              }
              marks.put(key, settled);
            });
    return new DataCursor(marks, tables);
  }

  /** The sources, by their keys in the plan; those that a model learns from must read files. */
  private Map<String, DataSource> sources() {
    Map<String, DataSource> sources = new LinkedHashMap<>();
    sources.put("unlabeled", plan.data().unlabeled());
    plan.data().labeled().ifPresent(labeled -> sources.put("labeled", labeled));
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

  private boolean isComplete(Path directory) {
    Path sign = new Path(directory, COMPLETE);
    try {
      return sign.getFileSystem(hadoop).exists(sign);
    } catch (IOException e) {
      throw DataException.unreadable(sign.toString(), e);
    }
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
