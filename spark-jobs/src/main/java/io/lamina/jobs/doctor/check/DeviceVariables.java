package io.lamina.jobs.doctor.check;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * Whether an executor has the environment that the devices ask for: the number of threads, say.
 *
 * @param wanted name to value
 */
public record DeviceVariables(Map<String, String> wanted) implements Check {
  private static final long serialVersionUID = 1;
  private static final String SUBJECT = "threads and libraries";

  public DeviceVariables {
    wanted = Collections.unmodifiableMap(new TreeMap<>(wanted));
  }

  @Override
  public List<Finding> of(Surroundings here) {
    List<Finding> wrong =
        wanted.entrySet().stream()
            .filter(each -> !Objects.equals(here.variables().get(each.getKey()), each.getValue()))
            .map(each -> wrong(here, each.getKey(), each.getValue()))
            .toList();
    return wrong.isEmpty()
        ? List.of(Finding.fine(SUBJECT, here.place(), "set as the devices need it: " + wanted))
        : wrong;
  }

  private static Finding wrong(Surroundings here, String name, String value) {
    String found = here.variables().get(name);
    return Finding.wrong(
        SUBJECT,
        here.place(),
        name + (found == null ? " is not set" : " is " + found) + ", must be " + value,
        "remove what sets it, such as spark-env.sh, or set spark.executorEnv."
            + name
            + "="
            + value);
  }
}
