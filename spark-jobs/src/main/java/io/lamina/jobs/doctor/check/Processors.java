package io.lamina.jobs.doctor.check;

import java.util.List;

/** Whether an executor has a processor for each of its tasks. */
public record Processors() implements Check {
  private static final long serialVersionUID = 1;
  private static final String SUBJECT = "processors";
  private static final String KEY = "spark.executor.cores";

  @Override
  public List<Finding> of(Surroundings here) {
    int there = here.machine().processors();
    int cores = here.setting(KEY).map(Integer::parseInt).orElse(1);
    String text = there + " for " + cores + (cores == 1 ? " core of Spark's" : " cores of Spark's");
    return List.of(
        cores <= there
            ? Finding.fine(SUBJECT, here.place(), text)
            : Finding.wrong(
                SUBJECT, here.place(), text + ": tasks would wait for each other", "lower " + KEY));
  }
}
