package io.lamina.benchmarks.tables;

import io.lamina.benchmarks.training.LocalTraining;
import io.lamina.jobs.run.ModelComparison;
import io.lamina.zoo.plan.PlanReader;
import io.lamina.zoo.plan.PlanText;
import io.lamina.zoo.plan.Recipes;
import io.lamina.zoo.plan.TrainingPlan;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.stream.LongStream;

/**
 * The recipe {@code table} as it is, on generated tables: each is another one, and the recipe is
 * told its classes, its columns of words and its marks of gaps, and nothing else.
 *
 * @param seeds of the tables
 * @param labels of a draw
 * @param draws of labels, of each table
 * @param more changes of the recipe, for all tables
 * @param directory of data
 * @param progress is told what is going on
 */
public record TablesExperiment(
    List<Long> seeds,
    int labels,
    int draws,
    List<String> more,
    Path directory,
    Consumer<String> progress) {
  private static final String RECIPE = "table";

  public TablesExperiment {
    seeds = List.copyOf(seeds);
    more = List.copyOf(more);
  }

  /** The first so many tables. */
  public static List<Long> first(int count) {
    return LongStream.rangeClosed(1, count).boxed().toList();
  }

  /** Runs it: one result for each table. */
  public List<TableResult> run() throws IOException {
    List<TableResult> results = new ArrayList<>();
    TrainingPlan any = plan(new GeneratedTable(seeds.get(0)));
    try (LocalTraining training = new LocalTraining("tables", directory, any.resources())) {
      for (long seed : seeds) {
        long start = System.nanoTime();
        TableResult result = result(training, new GeneratedTable(seed));
        results.add(result);
        progress.accept(
            String.format(
                Locale.ROOT, "%s (%.0f s)", result.line(), (System.nanoTime() - start) * 1e-9));
      }
    }
    return results;
  }

  private TableResult result(LocalTraining training, GeneratedTable table) throws IOException {
    table.write(directory);
    List<ModelComparison> all = ModelComparison.of(training.train(plan(table)).record().results());
    return new TableResult(table.seed(), table.description(), all.get(all.size() - 1));
  }

  private TrainingPlan plan(GeneratedTable table) {
    PlanText recipe = new Recipes().text(RECIPE).orElseThrow();
    List<String> changes = new ArrayList<>(table.changes());
    changes.add("data.labeledExamples=" + labels);
    changes.add(
        String.format(Locale.ROOT, "labelCurve={examples: [%d], draws: %d}", labels, draws));
    changes.addAll(more);
    return new PlanReader().read(recipe, changes);
  }
}
