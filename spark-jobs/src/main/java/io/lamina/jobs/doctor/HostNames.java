package io.lamina.jobs.doctor;

import io.lamina.jobs.doctor.check.Check;
import io.lamina.jobs.doctor.check.Finding;
import io.lamina.jobs.doctor.check.Surroundings;
import io.lamina.zoo.reason.Reason;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Optional;

/** Whether the driver's own names lead to addresses: Spark does not start otherwise. */
record HostNames() implements Check {
  private static final long serialVersionUID = 1;
  static final String SUBJECT = "host name";

  @Override
  public List<Finding> of(Surroundings here) {
    Optional<String> given =
        here.setting("spark.driver.host")
            .or(() -> Optional.ofNullable(here.variables().get("SPARK_LOCAL_IP")));
    try {
      String address =
          given.isPresent()
              ? given.get() + " is " + here.network().address(given.get()).getHostAddress()
              : "this machine is " + here.network().own().getHostAddress();
      return List.of(Finding.fine(SUBJECT, here.place(), address));
    } catch (UnknownHostException e) {
      return List.of(
          Finding.wrong(
              SUBJECT,
              here.place(),
              "the driver's name has no address: " + new Reason(e).text(),
              "add the name to /etc/hosts or to DNS, or set SPARK_LOCAL_IP to this machine's"
                  + " address"));
    }
  }
}
