package io.lamina.jobs.cli;

import io.lamina.jobs.cli.job.Console;
import io.lamina.jobs.cli.job.ExitCode;
import io.lamina.jobs.cli.job.RunOptions;
import io.lamina.jobs.cli.job.RunOrder;
import io.lamina.jobs.cli.job.TrainJob;
import io.lamina.jobs.cli.server.ServerKey;
import io.lamina.jobs.cli.server.ServerSecrets;
import io.lamina.jobs.training.servers.OtherServers;
import io.lamina.jobs.training.servers.ServerChoice;
import io.lamina.zoo.plan.yaml.InvalidPlanException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "train",
    description = "Trains what a plan says and publishes the model.",
    mixinStandardHelpOptions = true,
    footerHeading = "%nExamples:%n",
    footer = {
      "  lamina train mnist-sdae --data mnist/",
      "  lamina train plan.yaml --data hdfs://host/digits --master spark://host:7077",
      "  lamina train mnist-sdae --data mnist/ --set seed=7 --set fineTune.epochs=10",
      "  lamina train mnist-sdae --data mnist/ --run-dir runs/a --resume",
      "  lamina train my.yaml --servers node7:7171,node8:7171 --servers-token servers.token"
    })
final class TrainCommand implements Callable<Integer> {
  private final Console console;

  @Parameters(paramLabel = "PLAN", description = "A recipe's name (see 'plans') or a YAML file.")
  private String plan;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      defaultValue = ".",
      description = "The plan's data paths are relative to this directory; any Hadoop path.")
  private String data;

  @Option(
      names = "--master",
      paramLabel = "URL",
      description =
          "A Spark cluster; by default the one that spark-submit names, or else an embedded one.")
  private String master;

  @Option(
      names = "--servers",
      paramLabel = "HOST:PORT",
      split = ",",
      description =
          "Uses these running parameter servers (see 'serve-parameters'); without this option there"
              + " is one in the driver, see also --executor-servers.")
  private List<String> servers = new ArrayList<>();

  @Option(
      names = "--servers-token",
      paramLabel = "FILE",
      description = "The file with the servers' token; needed with --servers.")
  private Path token;

  @Option(
      names = "--executor-servers",
      paramLabel = "COUNT",
      description =
          "Starts this number of parameter servers in the executors; their connections are"
              + " encrypted.")
  private Integer executorServers;

  @Option(
      names = "--encrypt",
      description =
          "Encrypts the connections between workers and the driver's parameter server (TLS 1.3);"
              + " other servers encrypt unless they were started with --plain.")
  private boolean encrypt;

  @Mixin private RunOptions options;

  TrainCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    RunOrder order;
    try {
      order = new RunOrder(new NamedPlan(plan).text(), Optional.ofNullable(master), data, choice());
    } catch (IOException e) {
      console.err().println("cannot make a key to encrypt with: " + e.getMessage());
      return ExitCode.REFUSED;
    } catch (InvalidPlanException | IllegalArgumentException e) {
      console.err().println(e.getMessage());
      return ExitCode.REFUSED;
    }
    return console.patiently(patient -> new TrainJob(patient, options, order).call());
  }

  private ServerChoice choice() throws IOException {
    requireOneKindOfServers();
    if (executorServers != null) {
      return new ServerChoice.OnExecutors(executorServers, ServerKey.make().tls());
    }
    if (servers.isEmpty()) {
      return new ServerChoice.InDriver(
          encrypt ? Optional.of(ServerKey.make().tls()) : Optional.empty());
    }
    List<InetSocketAddress> addresses = servers.stream().map(TrainCommand::address).toList();
    ServerSecrets secrets = ServerSecrets.read(token);
    return new OtherServers(addresses, secrets.token(), secrets.certificate());
  }

  private void requireOneKindOfServers() {
    if (servers.isEmpty() != (token == null)) {
      throw new IllegalArgumentException("--servers and --servers-token go together: give both");
    }
    if (executorServers != null && !servers.isEmpty()) {
      throw new IllegalArgumentException("--executor-servers or --servers: give one of them");
    }
    if (executorServers != null && executorServers < 1) {
      throw new IllegalArgumentException(
          "--executor-servers is " + executorServers + ", must be at least 1");
    }
    if (encrypt && (executorServers != null || !servers.isEmpty())) {
      throw new IllegalArgumentException(
          "--encrypt is for the driver's own server (the others encrypt unless they were started"
              + " with --plain): leave it out");
    }
  }

  private static InetSocketAddress address(String text) {
    int colon = text.lastIndexOf(':');
    String port = text.substring(colon + 1);
    if (colon < 1 || !port.matches("[0-9]{1,5}") || Integer.parseInt(port) > 65_535) {
      throw new IllegalArgumentException(
          "--servers: '" + text + "' is no address (give host:port, such as node7:7171)");
    }
    return InetSocketAddress.createUnresolved(text.substring(0, colon), Integer.parseInt(port));
  }
}
