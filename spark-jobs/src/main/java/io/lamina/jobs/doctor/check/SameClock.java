package io.lamina.jobs.doctor.check;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * Whether a machine's clock agrees with the driver's: certificates and tickets of Kerberos are
 * valid for a time, and logs are read side by side.
 *
 * @param driver whom to ask for the time
 */
public record SameClock(DriverClock driver) implements Check {
  private static final long serialVersionUID = 1;
  private static final String SUBJECT = "clock";
  private static final Duration MOST = Duration.ofSeconds(30);

  @Override
  public List<Finding> of(Surroundings here) {
    try {
      Instant before = here.machine().clock().instant();
      Instant drivers = driver.read(here.network());
      Instant after = here.machine().clock().instant();
      return List.of(finding(here.place(), ahead(before, drivers, after)));
    } catch (IOException e) {
      return List.of(Finding.unknown(SUBJECT, here.place(), "the driver cannot be asked"));
    }
  }

  /** The least that this clock can be ahead of the driver's, which was read in between. */
  private static Duration ahead(Instant before, Instant drivers, Instant after) {
    if (drivers.isBefore(before)) {
      return Duration.between(drivers, before);
    }
    return drivers.isAfter(after) ? Duration.between(drivers, after) : Duration.ZERO;
  }

  private static Finding finding(String place, Duration ahead) {
    if (ahead.abs().compareTo(MOST) <= 0) {
      return Finding.fine(
          SUBJECT, place, "within " + Math.max(1, ahead.abs().toSeconds()) + " s of the driver's");
    }
    return Finding.wrong(
        SUBJECT,
        place,
        ahead.abs().toSeconds()
            + " s "
            + (ahead.isNegative() ? "behind" : "ahead of")
            + " the driver's",
        "let all machines take the time from one server (NTP)");
  }
}
