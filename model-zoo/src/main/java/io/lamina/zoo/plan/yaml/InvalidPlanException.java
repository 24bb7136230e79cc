package io.lamina.zoo.plan.yaml;

import static java.util.stream.Collectors.joining;

import java.util.List;

/** A plan that cannot be run. The message has a line for each problem. */
public final class InvalidPlanException extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final transient List<PlanProblem> problems;

  public InvalidPlanException(List<PlanProblem> problems) {
    super(problems.stream().map(PlanProblem::message).collect(joining("\n")));
    this.problems = List.copyOf(problems);
  }

  /** All that is wrong, in the order of the text; at least one. */
  public List<PlanProblem> problems() {
    return problems;
  }
}
