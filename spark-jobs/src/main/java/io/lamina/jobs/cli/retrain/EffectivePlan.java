package io.lamina.jobs.cli.retrain;

import static java.util.stream.Collectors.joining;

import io.lamina.jobs.retrain.FileMark;
import io.lamina.jobs.retrain.TableMark;
import io.lamina.zoo.plan.TrainingPlan;
import io.lamina.zoo.plan.data.images.Idx;
import io.lamina.zoo.plan.data.source.DataSource;
import io.lamina.zoo.plan.data.tables.SparkTable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A plan with its data pinned to files, and its start to a version: what arrives while it is
 * trained is read the next time, and whoever trains the published plan again begins from the same
 * and reads the same.
 *
 * @param plan of the user
 * @param night whose files and champion they are
 */
record EffectivePlan(TrainingPlan plan, Night night) {
  /** The overrides that make it. */
  List<String> overrides() {
    List<String> overrides = new ArrayList<>();
    add(overrides, "unlabeled", Optional.of(plan.data().unlabeled()));
    add(overrides, "labeled", plan.data().labeled());
    add(overrides, "test", Optional.of(plan.data().test()));
    version().ifPresent(version -> overrides.add("retrain.start.from=" + version));
    return overrides;
  }

  /** The version that the layers begin from, if the plan leaves it to the night. */
  private Optional<String> version() {
    return plan.retrain()
        .flatMap(retrain -> retrain.start().warm())
        .filter(warm -> warm.version().isEmpty())
        .flatMap(warm -> night.champion());
  }

  /** A source of idx names its files one by one already. */
  private void add(List<String> overrides, String key, Optional<DataSource> source) {
    if (source.isPresent() && source.get().origin() instanceof SparkTable spark) {
      night.files().table(key).ifPresent(table -> overrides.add(atVersion(key, spark, table)));
    }
    List<FileMark> marks = night.files().files(key);
    if (!marks.isEmpty() && source.filter(it -> !(it.origin() instanceof Idx)).isPresent()) {
      String paths = marks.stream().map(mark -> quoted(mark.path())).collect(joining(", "));
      overrides.add("data." + key + ".path=[" + paths + "]");
    }
  }

  /** The table as it is tonight, by an option that Spark has for all tables with versions. */
  private static String atVersion(String key, SparkTable source, TableMark table) {
    Map<String, String> options = new TreeMap<>(source.place().options());
    options.put("versionAsOf", String.valueOf(table.version()));
    return options.entrySet().stream()
        .map(option -> option.getKey() + ": " + quoted(option.getValue()))
        .collect(joining(", ", "data." + key + ".options={", "}"));
  }

  private static String quoted(String path) {
    return "'" + path.replace("'", "''") + "'";
  }
}
