package io.lamina.jobs.cli;

import io.lamina.parameters.ParameterServer;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
    name = "serve-parameters",
    description = {
      "Runs a parameter server until it is stopped; runs have it hold a part of their parameters",
      "(see 'train --servers')."
    },
    mixinStandardHelpOptions = true,
    footerHeading = "%nExamples:%n",
    footer = {
      "  lamina serve-parameters --token-file servers.token",
      "  lamina serve-parameters --bind node7 --port 7171 --token-file servers.token",
      "",
      "LAMINA_JAVA_OPTS=-Xmx16g gives it 16 GB, of which three quarters are for parameters."
    })
final class ServeParametersCommand implements Callable<Integer> {
  private static final String STANDARD_PORT = "7171";

  private final Lamina.Console console;

  @Option(
      names = "--bind",
      paramLabel = "HOST",
      defaultValue = "127.0.0.1",
      description = "The address to listen on; ${DEFAULT-VALUE} by default, this machine alone.")
  private String bind;

  @Option(
      names = "--port",
      paramLabel = "PORT",
      defaultValue = STANDARD_PORT,
      description = "The port; ${DEFAULT-VALUE} by default, 0 for any that is free.")
  private int port;

  @Option(
      names = "--token-file",
      paramLabel = "FILE",
      required = true,
      description = "Holds what runs have to show; made with a new token if there is none.")
  private Path token;

  ServeParametersCommand(Lamina.Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws InterruptedException {
    if (port < 0 || port > 65_535) {
      console.err().println("--port is " + port + ", must be 0 to 65535");
      return ExitCode.USAGE;
    }
    long memory = Runtime.getRuntime().maxMemory() / 4 * 3;
    ParameterServer server;
    try {
      server = ParameterServer.start(bind, port, new TokenFile(token).readOrMake(), memory);
    } catch (IllegalArgumentException | IllegalStateException e) {
      console.err().println("lamina: " + e.getMessage());
      return ExitCode.FAILED;
    }
    Runtime.getRuntime().addShutdownHook(new Thread(server::close, "lamina-stop"));
    console
        .out()
        .printf(
            "listening on %s:%d, %d MiB for parameters, token in %s%n",
            bind, server.address().getPort(), memory >> 20, token);
    console.out().flush();
    new CountDownLatch(1).await(); // Until a signal ends the process.
    return ExitCode.DONE;
  }
}
