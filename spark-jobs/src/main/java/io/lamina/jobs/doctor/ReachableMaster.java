package io.lamina.jobs.doctor;

import io.lamina.jobs.doctor.check.Check;
import io.lamina.jobs.doctor.check.Finding;
import io.lamina.jobs.doctor.check.Surroundings;
import io.lamina.zoo.reason.Reason;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Whether the driver reaches the cluster's master. Spark would try for minutes.
 *
 * @param master its URL; empty for an embedded cluster
 */
record ReachableMaster(Optional<String> master) implements Check {
  static final String SUBJECT = "master";

  private static final long serialVersionUID = 1;
  private static final Pattern STANDALONE = Pattern.compile("spark://(.+)");
  private static final Pattern KUBERNETES = Pattern.compile("k8s://(?:(https?)://)?([^/]+).*");
  private static final Pattern ADDRESS = Pattern.compile("(.+):([0-9]{1,5})");
  private static final List<String> HADOOP = List.of("HADOOP_CONF_DIR", "YARN_CONF_DIR");

  @Override
  public List<Finding> of(Surroundings here) {
    if (master.isEmpty()) {
      return List.of(Finding.fine(SUBJECT, here.place(), "an embedded cluster needs none"));
    }
    return master.get().startsWith("yarn") ? yarn(here) : addresses(here, master.get());
  }

  private static List<Finding> yarn(Surroundings here) {
    return List.of(
        HADOOP.stream().anyMatch(here.variables()::containsKey)
            ? Finding.fine(SUBJECT, here.place(), "the Hadoop configuration names it")
            : Finding.wrong(
                SUBJECT,
                here.place(),
                "the environment does not say where the configuration of YARN is",
                "set HADOOP_CONF_DIR to its directory"));
  }

  private List<Finding> addresses(Surroundings here, String url) {
    Matcher standalone = STANDALONE.matcher(url);
    Matcher kubernetes = KUBERNETES.matcher(url);
    List<String> addresses = new ArrayList<>();
    if (standalone.matches()) {
      addresses.addAll(List.of(standalone.group(1).split(",")));
    } else if (kubernetes.matches()) {
      addresses.add(withPort(kubernetes));
    }
    return addresses.isEmpty()
        ? List.of(Finding.fine(SUBJECT, here.place(), url + " is in this process"))
        : addresses.stream().map(address -> reached(here, address)).toList();
  }

  private static String withPort(Matcher kubernetes) {
    String address = kubernetes.group(2);
    String port = "http".equals(kubernetes.group(1)) ? ":80" : ":443";
    return ADDRESS.matcher(address).matches() ? address : address + port;
  }

  private static Finding reached(Surroundings here, String address) {
    String remedy = "check --master, that the master runs, and that no firewall is between";
    Matcher parts = ADDRESS.matcher(address);
    if (!parts.matches() || Integer.parseInt(parts.group(2)) > 65_535) {
      return Finding.wrong(SUBJECT, here.place(), "'" + address + "' is no host:port", remedy);
    }
    try {
      here.network().connect(parts.group(1), Integer.parseInt(parts.group(2))).close();
      return Finding.fine(SUBJECT, here.place(), address + " can be reached");
    } catch (IOException e) {
      return Finding.wrong(
          SUBJECT, here.place(), "cannot reach " + address + ": " + new Reason(e).text(), remedy);
    }
  }
}
