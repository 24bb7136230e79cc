package io.lamina.jobs.doctor.check;

import io.lamina.jobs.cluster.Software;
import java.util.ArrayList;
import java.util.List;

/**
 * Whether a process runs on the versions that the driver runs on: objects travel between them, and
 * other versions read them otherwise, or compute otherwise.
 *
 * @param driver what the driver runs on
 */
public record SameSoftware(Software driver) implements Check {
  private static final long serialVersionUID = 1;

  @Override
  public List<Finding> of(Surroundings here) {
    Software own = here.software();
    List<Finding> findings = new ArrayList<>();
    findings.add(
        compared(
            "Java",
            here.place(),
            own.java(),
            driver.java(),
            "use one JDK on all machines: JAVA_HOME for the driver, spark.executorEnv.JAVA_HOME or"
                + " the image for executors"));
    String install = "install the version that the driver has, in its place";
    findings.add(compared("Spark", here.place(), own.spark(), driver.spark(), install));
    findings.add(compared("Scala", here.place(), own.scala(), driver.scala(), install));
    findings.add(
        compared(
            "Lamina",
            here.place(),
            own.lamina(),
            driver.lamina(),
            "remove the jar of the other version from the executors' class path"));
    return findings;
  }

  private static Finding compared(
      String subject, String place, String own, String drivers, String remedy) {
    return own.equals(drivers)
        ? Finding.fine(subject, place, own)
        : Finding.wrong(subject, place, own + ", but the driver has " + drivers, remedy);
  }
}
