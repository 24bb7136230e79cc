package io.lamina.jobs.doctor;

import io.lamina.jobs.doctor.check.Finding;
import io.lamina.runtime.device.Devices;
import io.lamina.zoo.plan.PlanReader;
import io.lamina.zoo.plan.PlanText;
import io.lamina.zoo.plan.TrainingPlan;
import io.lamina.zoo.plan.yaml.InvalidPlanException;
import java.util.List;
import java.util.Optional;

/**
 * A plan that was read, or the mistakes in it.
 *
 * @param plan empty if there is none without mistakes
 * @param findings of it
 */
record PlanExamination(Optional<TrainingPlan> plan, List<Finding> findings) {
  private static final String SUBJECT = "plan";

  PlanExamination {
    findings = List.copyOf(findings);
  }

  static PlanExamination of(Patient patient, Devices devices) {
    return patient
        .plan()
        .map(text -> read(text, patient.overrides(), devices))
        .orElseGet(
            () ->
                new PlanExamination(
                    Optional.empty(),
                    List.of(
                        Finding.unknown(
                            SUBJECT,
                            "driver",
                            "none was given: its data, registry and memory are not looked at"))));
  }

  private static PlanExamination read(PlanText text, List<String> overrides, Devices devices) {
    try {
      TrainingPlan plan = PlanReader.of(devices.kinds()).read(text, overrides);
      return new PlanExamination(
          Optional.of(plan), List.of(Finding.fine(SUBJECT, text.origin(), "has no mistakes")));
    } catch (InvalidPlanException e) {
      List<Finding> mistakes =
          e.problems().stream()
              .map(each -> Finding.wrong(SUBJECT, text.origin(), each.statement(), each.remedy()))
              .toList();
      return new PlanExamination(Optional.empty(), mistakes);
    }
  }
}
