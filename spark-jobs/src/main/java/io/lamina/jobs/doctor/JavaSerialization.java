package io.lamina.jobs.doctor;

import io.lamina.jobs.doctor.check.Check;
import io.lamina.jobs.doctor.check.Finding;
import io.lamina.jobs.doctor.check.Surroundings;
import java.util.List;
import org.apache.spark.serializer.JavaSerializer;

/**
 * Whether Spark writes objects as Java does: other serializers do not know all that Lamina sends.
 */
record JavaSerialization() implements Check {
  private static final long serialVersionUID = 1;
  private static final String SUBJECT = "serializer";
  private static final String KEY = "spark.serializer";
  private static final String JAVA = JavaSerializer.class.getName();

  @Override
  public List<Finding> of(Surroundings here) {
    String set = here.setting(KEY).orElse(JAVA);
    return List.of(
        set.equals(JAVA)
            ? Finding.fine(SUBJECT, here.place(), "Java's")
            : Finding.wrong(
                SUBJECT,
                here.place(),
                KEY + " is " + set + ", Lamina is built for Java's",
                "remove " + KEY + " from spark-defaults.conf and from the command"));
  }
}
