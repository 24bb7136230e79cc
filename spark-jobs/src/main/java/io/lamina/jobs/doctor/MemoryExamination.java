package io.lamina.jobs.doctor;

import io.lamina.jobs.cluster.DriverBudget;
import io.lamina.jobs.cluster.MemoryBudget;
import io.lamina.jobs.cluster.MemoryException;
import io.lamina.jobs.cluster.RunDevice;
import io.lamina.jobs.doctor.check.Finding;
import io.lamina.jobs.training.PlanMemory;
import io.lamina.zoo.geometry.Shape;
import io.lamina.zoo.plan.TrainingPlan;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Whether a plan fits into memory, as far as that can be told without its data.
 *
 * @param plan that would be trained
 * @param driver the heap of the driver
 */
record MemoryExamination(TrainingPlan plan, DriverBudget driver) {
  private static final String SUBJECT = "memory";
  private static final String DRIVER = "driver";
  private static final String EXECUTORS = "all executors";

  /**
   * @param device that it would be trained on, where it is known
   */
  List<Finding> findings(Optional<RunDevice> device) {
    Optional<Shape> shape = plan.data().knownShape();
    if (shape.isEmpty()) {
      return List.of(
          Finding.unknown(
              SUBJECT,
              DRIVER,
              "the plan does not say how many values an example has; the data do"));
    }
    PlanMemory memory = new PlanMemory(plan, shape.get());
    List<Finding> findings = new ArrayList<>();
    findings.add(fits(DRIVER, () -> inDriver(memory)));
    MemoryBudget budget = MemoryBudget.of(plan.resources());
    findings.add(
        device
            .map(known -> fits(EXECUTORS, () -> onExecutors(memory, budget, known)))
            .orElseGet(
                () -> Finding.unknown(SUBJECT, EXECUTORS, "it depends on the device: see above")));
    return findings;
  }

  private String inDriver(PlanMemory memory) {
    memory.requireInDriver(driver, true, 0);
    return "the stages fit";
  }

  private static String onExecutors(PlanMemory memory, MemoryBudget budget, RunDevice device) {
    return budget + memory.requireOnExecutors(budget, device).map(share -> "; " + share).orElse("");
  }

  private static Finding fits(String place, Supplier<String> requirement) {
    try {
      return Finding.fine(SUBJECT, place, requirement.get());
    } catch (MemoryException e) {
      return Finding.told(SUBJECT, place, e.getMessage());
    }
  }
}
