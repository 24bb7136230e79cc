package io.lamina.jobs.cli;

import io.lamina.parameters.Encryption;
import io.lamina.parameters.Fingerprint;
import io.lamina.parameters.ParameterServer;
import io.lamina.parameters.Token;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.UUID;
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
      "Where there is no token file it is made, and with it the server's key, FILE-….p12. Copy both",
      "to other servers of the same runs, and the token file alone to where the runs are started.",
      "LAMINA_JAVA_OPTS=-Xmx16g gives a server 16 GB, of which three quarters are for parameters."
    })
final class ServeParametersCommand implements Callable<Integer> {
  private static final String STANDARD_PORT = "7171";
  private static final String KEY_SUFFIX = ".p12";
  private static final int KEY_NAME_DIGITS = 8;

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
      description = "Holds what runs have to know; made if there is none.")
  private Path file;

  @Option(names = "--plain", description = "Does not encrypt: for networks that you trust.")
  private boolean plain;

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
      ServerSecrets secrets = Files.exists(file) ? ServerSecrets.read(file) : made();
      server = ParameterServer.start(bind, port, encryption(secrets), secrets.token(), memory);
    } catch (IllegalArgumentException | IllegalStateException | IOException e) {
      console.err().println("lamina: " + e.getMessage());
      return ExitCode.FAILED;
    }
    Runtime.getRuntime().addShutdownHook(new Thread(server::close, "lamina-stop"));
    console
        .out()
        .printf(
            "listening on %s:%d, %s, %d MiB for parameters%n",
            bind, server.address().getPort(), plain ? "in the clear" : "TLS", memory >> 20);
    console.out().flush();
    new CountDownLatch(1).await(); // Until a signal ends the process.
    return ExitCode.DONE;
  }

  /** Named after its certificate: whose token file is there has its key there, too. */
  private Path keyFile(Fingerprint certificate) {
    String name = certificate.toString().substring(0, KEY_NAME_DIGITS);
    return file.resolveSibling(file.getFileName() + "-" + name + KEY_SUFFIX);
  }

  /** Makes the files; of several servers that do so at once the first one's are used. */
  private ServerSecrets made() throws IOException {
    ServerSecrets token = new ServerSecrets(Token.random(), Optional.empty());
    if (plain) {
      return written(token);
    }
    Files.createDirectories(file.toAbsolutePath().getParent());
    Path draft = file.resolveSibling("." + file.getFileName() + "-" + UUID.randomUUID());
    ServerKey key = ServerKey.make(draft, token.password());
    Path own = Files.move(draft, keyFile(key.fingerprint()));
    ServerSecrets used = written(new ServerSecrets(token.token(), Optional.of(key.fingerprint())));
    if (!used.password().equals(token.password())) {
      Files.delete(own);
    }
    return used;
  }

  private ServerSecrets written(ServerSecrets secrets) throws IOException {
    try {
      secrets.write(file);
      return secrets;
    } catch (FileAlreadyExistsException e) {
      return ServerSecrets.read(file);
    }
  }

  private Encryption encryption(ServerSecrets secrets) throws IOException {
    if (secrets.certificate().isPresent() == plain) {
      throw new IllegalArgumentException(
          plain
              ? file + " names a certificate: leave --plain out, or make another token file"
              : file + " names no certificate: give --plain, or make another token file");
    }
    if (plain) {
      return Encryption.none();
    }
    Fingerprint certificate = secrets.certificate().orElseThrow();
    Path keyFile = keyFile(certificate);
    if (!Files.exists(keyFile)) {
      throw new IllegalArgumentException(
          keyFile + ": there is no such file (copy it along with " + file + ")");
    }
    ServerKey key = ServerKey.read(keyFile, secrets.password());
    if (!key.fingerprint().toString().equals(certificate.toString())) {
      throw new IllegalArgumentException(
          keyFile + " has another certificate than " + file + " names (copy both, together)");
    }
    return key.encryption();
  }
}
