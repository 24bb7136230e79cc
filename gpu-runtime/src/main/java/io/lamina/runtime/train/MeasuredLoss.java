package io.lamina.runtime.train;

import io.lamina.runtime.device.Operations;
import io.lamina.runtime.device.Sums;
import io.lamina.runtime.layer.Step;
import java.util.Optional;

/** The loss that a trainer's measurements add up on the device, until it is asked for. */
final class MeasuredLoss {
  private final Operations operations;
  private final Sums total;
  private boolean measured;

  MeasuredLoss(Operations operations) {
    this.operations = operations;
    this.total = operations.sums(1);
  }

  /** What a measurement adds its loss to. */
  Sums wanted() {
    measured = true;
    return total;
  }

  /** What a step adds its loss to, if the step is measured. */
  Optional<Sums> of(Step step) {
    return step.measured() ? Optional.of(wanted()) : Optional.empty();
  }

  /** The sum, which begins anew; NaN if no step was measured. */
  double take() {
    if (!measured) {
      return Double.NaN;
    }
    double value = operations.read(total)[0];
    operations.clear(total);
    measured = false;
    return value;
  }
}
