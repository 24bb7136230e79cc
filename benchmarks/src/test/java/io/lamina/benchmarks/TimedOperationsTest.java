package io.lamina.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import io.lamina.runtime.device.Devices;
import io.lamina.zoo.plan.DeviceChoice;
import org.junit.jupiter.api.Test;

class TimedOperationsTest {
  @Test
  void notesWhatAStepUses() {
    TimedOperations operations = new TimedOperations(Devices.find().here(DeviceChoice.AUTO).open());
    LaminaStep step = new LaminaStep(new StepShape(13, 7, 5), operations);
    try (Contender contender = step.contender("timed")) {
      operations.forget();
      contender.seconds(2);

      assertThat(operations.nanos().keySet())
          .containsExactly(
              "activate",
              "activationGradient",
              "mask",
              "products",
              "subtract",
              "sumColumns",
              "upload");
      assertThat(operations.nanos().values()).allMatch(nanos -> nanos > 0);
    }
  }
}
