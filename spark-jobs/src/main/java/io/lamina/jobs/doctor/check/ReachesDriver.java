package io.lamina.jobs.doctor.check;

import io.lamina.zoo.reason.Reason;
import java.io.IOException;
import java.util.List;

/**
 * Whether an executor reaches a fresh port of the driver, by the name that the driver gives it: the
 * parameter server will have such a port.
 *
 * @param driver where the driver listens
 */
public record ReachesDriver(DriverClock driver) implements Check {
  private static final long serialVersionUID = 1;
  private static final String SUBJECT = "driver's port";

  @Override
  public List<Finding> of(Surroundings here) {
    try {
      driver.read(here.network());
      return List.of(Finding.fine(SUBJECT, here.place(), driver.host() + " can be reached"));
    } catch (IOException e) {
      return List.of(
          Finding.wrong(
              SUBJECT,
              here.place(),
              "cannot reach the driver at " + driver + ": " + new Reason(e).text(),
              "give a name of the driver that executors know in spark.driver.host, and let them"
                  + " through its firewall to all ports"));
    }
  }
}
