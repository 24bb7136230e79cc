package io.lamina.zoo.plan;

import static java.util.Objects.requireNonNull;

import io.lamina.zoo.plan.yaml.Form;
import io.lamina.zoo.plan.yaml.PlanRuleException;
import io.lamina.zoo.plan.yaml.Section;
import io.lamina.zoo.plan.yaml.YamlLines;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What the pretrained network is compared with.
 *
 * @param listed as the plan lists it, in the order of the constants; empty where the plan leaves
 *     the choice to the run
 */
public record CompareChoice(Optional<Set<Comparison>> listed) {
  /** Whatever costs little beside the run. */
  public static final CompareChoice AUTO = new CompareChoice(Optional.empty());

  /** Nothing. */
  public static final CompareChoice NONE = new CompareChoice(Optional.of(Set.of()));

  private static final String AUTO_WORD = "auto";
  private static final String NONE_WORD = "none";

  public CompareChoice {
    requireNonNull(listed, "listed is null");
    listed = listed.map(CompareChoice::inOrder);
  }

  /** Exactly these. */
  public static CompareChoice of(Set<Comparison> comparisons) {
    return new CompareChoice(Optional.of(comparisons));
  }

  private static Set<Comparison> inOrder(Set<Comparison> comparisons) {
    Set<Comparison> ordered = EnumSet.noneOf(Comparison.class);
    ordered.addAll(comparisons);
    return Collections.unmodifiableSet(ordered);
  }

  /** Whether the choice is left to the run. */
  public boolean isAuto() {
    return listed.isEmpty();
  }

  /** Whether the plan lists it. */
  public boolean lists(Comparison comparison) {
    return listed.filter(all -> all.contains(comparison)).isPresent();
  }

  /** As a plan writes it. */
  List<String> words() {
    return listed.map(CompareChoice::words).orElse(List.of(AUTO_WORD));
  }

  private static List<String> words(Set<Comparison> all) {
    return all.isEmpty() ? List.of(NONE_WORD) : all.stream().map(Form::spelled).toList();
  }

  static CompareChoice read(Section plan) {
    List<String> words =
        plan.has("compare")
            ? plan.oneOrMore("compare", form()).stream().flatMap(Optional::stream).toList()
            : List.of();
    plan.check(() -> requireAlone(words));
    // The older name of [scratch], which published plans have.
    boolean scratch = plan.valueOr("compareWithScratch", Form.flag(), false).orElse(false);
    Set<Comparison> all = EnumSet.noneOf(Comparison.class);
    words.forEach(word -> constant(word).ifPresent(all::add));
    if (scratch) {
      all.add(Comparison.SCRATCH);
    }
    boolean open = words.isEmpty() || words.contains(AUTO_WORD);
    return open && !scratch ? AUTO : of(all);
  }

  private static Form<String> form() {
    return Form.oneOf(
        Stream.concat(
                Stream.of(AUTO_WORD, NONE_WORD),
                Arrays.stream(Comparison.values()).map(Form::spelled))
            .collect(Collectors.toMap(word -> word, word -> word)));
  }

  private static void requireAlone(List<String> words) {
    if (words.size() > 1 && (words.contains(AUTO_WORD) || words.contains(NONE_WORD))) {
      throw new PlanRuleException("compare", words, "auto and none must stand alone");
    }
    if (new HashSet<>(words).size() < words.size()) {
      throw new PlanRuleException("compare", words, "each may be named once");
    }
  }

  private static Optional<Comparison> constant(String word) {
    return Arrays.stream(Comparison.values())
        .filter(each -> Form.spelled(each).equals(word))
        .findFirst();
  }

  void write(YamlLines yaml) {
    List<String> words = words();
    if (listed.filter(all -> !all.isEmpty()).isPresent()) {
      yaml.values("compare", words);
    } else {
      yaml.put("compare", words.get(0));
    }
  }

  /** Refuses what the last stage cannot be compared with. */
  void require(Optional<FineTunePlan> fineTune) {
    Set<Comparison> all = listed.orElse(Set.of());
    if (!all.isEmpty() && fineTune.isEmpty()) {
      throw new PlanRuleException(
          "compare", words(), "needs fineTune: its result is what is compared");
    }
    boolean classifies =
        fineTune.filter(tuning -> tuning.objective() == Objective.CLASSIFY).isPresent();
    all.stream()
        .filter(each -> each.tellsClasses() && !classifies)
        .findFirst()
        .ifPresent(
            each -> {
              throw new PlanRuleException(
                  "compare", words(), Form.spelled(each) + " needs a network that classifies");
            });
  }
}
