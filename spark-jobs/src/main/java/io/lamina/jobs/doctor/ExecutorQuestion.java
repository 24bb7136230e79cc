package io.lamina.jobs.doctor;

import io.lamina.jobs.doctor.check.Check;
import io.lamina.jobs.doctor.check.Finding;
import io.lamina.jobs.doctor.check.Surroundings;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.SparkEnv;
import org.apache.spark.api.java.function.Function0;

/**
 * The task that makes checks where it runs.
 *
 * @param checks to make there
 */
record ExecutorQuestion(List<Check> checks) implements Function0<List<Finding>> {
  private static final long serialVersionUID = 1;

  ExecutorQuestion {
    checks = List.copyOf(checks);
  }

  @Override
  public List<Finding> call() {
    Surroundings here = here();
    List<Finding> findings = new ArrayList<>();
    checks.forEach(check -> findings.addAll(check.of(here)));
    return findings;
  }

  private static Surroundings here() {
    SparkEnv spark = SparkEnv.get();
    String place =
        "executor " + spark.executorId() + " on " + spark.blockManager().blockManagerId().host();
    Map<String, String> settings = new HashMap<>();
    System.getProperties()
        .stringPropertyNames()
        .forEach(name -> settings.put(name, System.getProperty(name)));
    for (scala.Tuple2<String, String> setting : spark.conf().getAll()) {
      settings.put(setting._1(), setting._2());
    }
    return Surroundings.here(place, settings);
  }
}
