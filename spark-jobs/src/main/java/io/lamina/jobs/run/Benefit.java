package io.lamina.jobs.run;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Whether the network of a run is better than what it was compared with, in words for people.
 *
 * @param lacking whether it is no better than the random start, or than what needs no pretraining
 * @param lines what it is not better than, and what to try; none if it is the best
 */
public record Benefit(boolean lacking, List<String> lines) {
  public Benefit {
    lines = List.copyOf(lines);
  }

  /** That of what a run came to. */
  public static Benefit of(RunResults results) {
    List<ModelComparison> all = ModelComparison.of(results);
    return all.isEmpty() ? ofReconstruction(results.test()) : ofErrors(all);
  }

  private static Benefit ofErrors(List<ModelComparison> all) {
    List<String> lines = new ArrayList<>();
    Set<String> remedies = new LinkedHashSet<>();
    for (ModelComparison comparison : all) {
      List<ModelComparison.Row> unbeaten = comparison.unbeaten();
      if (!unbeaten.isEmpty()) {
        lines.add(line(comparison, unbeaten));
        unbeaten.forEach(row -> remedies.add(remedy(row.model())));
      }
    }
    remedies.forEach(remedy -> lines.add("try: " + remedy));
    if (!remedies.isEmpty()) {
      lines.add("or let lamina search try values of such keys: it judges them by validation");
    }
    return new Benefit(lacks(all.get(0)), lines);
  }

  /** The first is that of the network which is published. */
  private static boolean lacks(ModelComparison published) {
    return published.unbeaten().stream().anyMatch(row -> row.model().isWithoutPretraining());
  }

  private static String line(ModelComparison comparison, List<ModelComparison.Row> unbeaten) {
    return String.format(
        Locale.ROOT,
        "NOT BETTER  by %s the network (%s, %s) is not better than: %s",
        comparison.by(),
        comparison.own().title(),
        comparison.ownRow().error().percent(),
        unbeaten.stream()
            .map(row -> row.model().title() + " (" + row.error().percent() + ")")
            .collect(Collectors.joining(", ")));
  }

  private static String remedy(ComparedModel model) {
    if (model.layer().isPresent()) {
      return "fine-tuning loses what the codes have: a lower fineTune.learningRate, another length,"
          + " more validation examples or patience where it ends early, or no layers above layer "
          + model.layer().getAsInt();
    }
    return switch (model.kind()) {
      case SCRATCH ->
          "pretraining does not help here: layers of another kind or activation, a lower"
              + " learningRate or more rounds of the layers, or more unlabeled examples";
      case LINEAR, NEAREST ->
          "the network does not use these labels well: data.preprocessing such as standardise,"
              + " fewer or smaller layers, or another fineTune.learningRate or length";
      case PRETRAINED -> "pseudo-labels do harm here: leave out fineTune.pseudoLabels";
      case PSEUDO_LABELS -> throw new IllegalArgumentException("it is the network itself");
    };
  }

  private static Benefit ofReconstruction(TestResults test) {
    Optional<ReconstructionEvaluation> own = test.reconstruction();
    Optional<ReconstructionEvaluation> scratch = test.scratchReconstruction();
    if (own.isEmpty() || scratch.isEmpty() || own.get().error() < scratch.get().error()) {
      return new Benefit(false, List.of());
    }
    return new Benefit(
        true,
        List.of(
            String.format(
                Locale.ROOT,
                "NOT BETTER  the pretrained network (reconstruction error %.4g) is not better than:"
                    + " random start (%.4g)",
                own.get().error(),
                scratch.get().error()),
            "try: " + remedy(ComparedModel.SCRATCH)));
  }
}
