package io.lamina.jobs.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lamina.zoo.plan.DeviceKind;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class DeviceSurveyTest {
  private static final DeviceKind CARD = TestCards.KIND;
  private static final DeviceKind OTHER = new DeviceKind("other");

  private final DeviceRequest request = TestCards.request();

  @Test
  void anExecutorWithoutTheKindIsRefusedWithWhatEachHas() {
    DeviceSurvey survey =
        new DeviceSurvey(
            List.of(
                new ExecutorDevices("0", "a", Map.of(CARD, 5L, OTHER, 0L), Map.of()),
                new ExecutorDevices("1", "b", Map.of(OTHER, 0L), Map.of(OTHER, "unasked")),
                new ExecutorDevices("2", "c", Map.of(), Map.of(CARD, "it is at the mender's"))));

    assertThatThrownBy(() -> survey.best(request))
        .isInstanceOf(ClusterException.class)
        .hasMessage(
            "resources.device is card, but not all executors have such a device: executor 0 on a"
                + " has card, other; executor 1 on b has other; executor 2 on c has none that is"
                + " known, and no card: it is at the mender's (set it to a kind that all have)");
  }

  @Test
  void theLeastMemoryOfAllDevicesCounts() {
    DeviceSurvey survey =
        new DeviceSurvey(
            List.of(
                new ExecutorDevices("0", "a", Map.of(CARD, 7L), Map.of()),
                new ExecutorDevices("1", "b", Map.of(CARD, 5L), Map.of())));

    RunDevice device = survey.best(request);

    assertThat(device.kind()).isEqualTo(CARD);
    assertThat(device.memory()).isEqualTo(5);
  }
}
