package io.lamina.jobs.cli;

import io.lamina.jobs.cli.job.Console;
import io.lamina.jobs.cli.job.ExitCode;
import io.lamina.jobs.cli.server.ServerConfig;
import io.lamina.jobs.cli.server.ServerFiles;
import io.lamina.jobs.cli.server.ServerLog;
import io.lamina.jobs.cli.server.ServerSecrets;
import io.lamina.parameters.server.ParameterServer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
    name = "serve-parameters",
    description = {
      "Runs a parameter server until you stop it. Several runs may use it for their parameters",
      "(see 'train --servers')."
    },
    mixinStandardHelpOptions = true,
    footerHeading = "%nExamples:%n",
    footer = {
      "  lamina serve-parameters --token-file servers.token",
      "  lamina serve-parameters --bind node7 --port 7171 --token-file servers.token",
      "  lamina serve-parameters --config server.conf",
      "",
      "If the token file does not exist, the server creates it, and beside it a file with the",
      "server's key; its name begins with the token file's and ends in .p12. Copy both files to",
      "the other servers of the same runs. Where runs are started, only the token file is needed.",
      "A configuration file may have the lines 'bind: node7', 'port: 7171',",
      "'token-file: servers.token' and 'plain: true'. Its paths are relative to its directory.",
      "An option on the command line replaces the value in the configuration file.",
      "LAMINA_JAVA_OPTS=-Xmx16g gives a server 16 GB, of which three quarters are for parameters."
    })
final class ServeParametersCommand implements Callable<Integer> {
  private static final String STANDARD_BIND = "127.0.0.1";
  private static final int STANDARD_PORT = 7171;

  private final Console console;

  @Option(
      names = "--bind",
      paramLabel = "HOST",
      description =
          "The address to listen on; " + STANDARD_BIND + " by default, this machine alone.")
  private Optional<String> bind = Optional.empty();

  @Option(
      names = "--port",
      paramLabel = "PORT",
      description = "The port; " + STANDARD_PORT + " by default, 0 for any that is free.")
  private Optional<Integer> port = Optional.empty();

  @Option(
      names = "--token-file",
      paramLabel = "FILE",
      description = "The file with the secrets that runs need; created if it does not exist.")
  private Optional<Path> tokenFile = Optional.empty();

  @Option(
      names = "--config",
      paramLabel = "FILE",
      description = "Reads the other options from this file.")
  private Optional<Path> configuration = Optional.empty();

  @Option(
      names = "--plain",
      description = "Turns encryption off. Only for networks that you trust.")
  private boolean plain;

  @Option(
      names = "--make-token",
      description = "Makes the token file and the key if they do not exist, and ends.")
  private boolean makeToken;

  ServeParametersCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws InterruptedException {
    ServerConfig config;
    try {
      Optional<Boolean> inTheClear = plain ? Optional.of(true) : Optional.empty();
      config =
          new ServerConfig(bind, port, tokenFile, inTheClear)
              .or(configuration.map(ServerConfig::read).orElseGet(ServerConfig::none));
    } catch (IllegalArgumentException e) {
      console.err().println("lamina: " + e.getMessage());
      return ExitCode.REFUSED;
    }
    if (config.tokenFile().isEmpty()) {
      console.err().println("lamina: give --token-file, or token-file in the configuration");
      return ExitCode.REFUSED;
    }
    ServerFiles files = new ServerFiles(config.tokenFile().get(), config.plain().orElse(false));
    return makeToken ? makeToken(files) : serve(config, files);
  }

  /** Says only where the files are: what is in them is secret. */
  private int makeToken(ServerFiles files) {
    try {
      files.encryption(files.secrets());
    } catch (IllegalArgumentException e) {
      console.err().println("lamina: " + e.getMessage());
      return ExitCode.REFUSED;
    } catch (IOException e) {
      console.err().println("lamina: " + e.getMessage());
      return ExitCode.FAILED;
    }
    console.out().println(files.file());
    return ExitCode.DONE;
  }

  private int serve(ServerConfig config, ServerFiles files) throws InterruptedException {
    String host = config.bind().orElse(STANDARD_BIND);
    long memory = Runtime.getRuntime().maxMemory() / 4 * 3;
    new ServerLog().begin();
    ParameterServer server;
    try {
      ServerSecrets secrets = files.secrets();
      server =
          ParameterServer.start(
              host,
              config.port().orElse(STANDARD_PORT),
              files.encryption(secrets),
              secrets.token(),
              memory);
    } catch (IllegalArgumentException e) {
      console.err().println("lamina: " + e.getMessage());
      return ExitCode.REFUSED;
    } catch (IllegalStateException | IOException e) {
      console.err().println("lamina: " + e.getMessage());
      return ExitCode.FAILED;
    }
    Runtime.getRuntime().addShutdownHook(new Thread(server::close, "lamina-stop"));
    console
        .out()
        .printf(
            Locale.ROOT,
            "listening on %s:%d, %s, %d MiB for parameters%n",
            host,
            server.address().getPort(),
            files.plain() ? "in the clear" : "TLS",
            memory >> 20);
    console.out().flush();
    new CountDownLatch(1).await(); // Until a signal ends the process.
    return ExitCode.DONE;
  }
}
