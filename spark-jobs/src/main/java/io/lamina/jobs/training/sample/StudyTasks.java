package io.lamina.jobs.training.sample;

import io.lamina.jobs.cluster.TaskDevice;
import io.lamina.jobs.training.work.Computed;
import io.lamina.runtime.device.Device;
import io.lamina.runtime.device.Operations;
import io.lamina.zoo.plan.DeviceKind;
import java.util.List;
import org.apache.spark.api.java.JavaSparkContext;

/** Has executors look at a model: a study is one task, on a device of the run's kind. */
public final class StudyTasks {
  private final JavaSparkContext spark;
  private final DeviceKind device;

  public StudyTasks(JavaSparkContext spark, DeviceKind device) {
    this.spark = spark;
    this.device = device;
  }

  /** What a study finds, and on which device. */
  public <T> Computed<T> find(Study<T> study) {
    DeviceKind kind = device;
    return spark.parallelize(List.of(1), 1).map(one -> here(kind, study)).first();
  }

  /** Spark ends an executor whose task has no memory left; here only the study is lost. */
  private static <T> Computed<T> here(DeviceKind kind, Study<T> study) {
    Device device = TaskDevice.of(kind);
    try (Operations operations = device.open()) {
      return new Computed<>(study.on(device), operations.device());
    } catch (OutOfMemoryError e) {
      throw new IllegalStateException(
          "it takes more memory than an executor has: "
              + e.getMessage()
              + " (raise resources.executorMemory)");
    }
  }
}
