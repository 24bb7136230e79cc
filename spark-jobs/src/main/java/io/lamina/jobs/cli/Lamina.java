package io.lamina.jobs.cli;

import io.lamina.jobs.cli.job.Console;
import io.lamina.jobs.cli.job.ExitCode;
import io.lamina.jobs.cli.job.Versions;
import io.lamina.jobs.cli.job.YarnDriver;
import io.lamina.jobs.cli.models.ModelsCommand;
import io.lamina.jobs.cli.published.DriftCommand;
import io.lamina.jobs.cli.published.ScoreCommand;
import java.nio.charset.Charset;
import java.util.Optional;
import java.util.function.IntSupplier;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;

/** The command line of Lamina; also the main class of {@code spark-submit}. */
@Command(
    name = "lamina",
    description = "Trains deep networks layer by layer on a Spark cluster.",
    mixinStandardHelpOptions = true,
    versionProvider = Versions.class,
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {
      DemoCommand.class,
      TrainCommand.class,
      SearchCommand.class,
      RetrainCommand.class,
      DoctorCommand.class,
      PlansCommand.class,
      ScoreCommand.class,
      DriftCommand.class,
      ServeParametersCommand.class
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  lamina demo",
      "  lamina train mnist-sdae --data mnist/",
      "  lamina train my.yaml --set seed=7 --executors 4",
      "  lamina search my.yaml --over space.yaml",
      "  lamina retrain my.yaml --data hdfs://host/digits",
      "  lamina doctor my.yaml",
      "  lamina models show digits",
      "  lamina score signs new/signs.csv --output scores/",
      "",
      "Exit codes:",
      "  0  done",
      "  1  failed, or the data cannot be used",
      "  2  refused before it began: the command, the plan or the run directory",
      "  3  it is not known whether it was done (lamina models settle)",
      "  4  retrain: the gates did not pass; drift: the data have drifted",
      "  5  retrain: another retraining of the model is running",
      "  6  drift could not be computed",
      "  130 ended by Ctrl-C, 143 by SIGTERM"
    })
public final class Lamina {
  /** What the launcher tells: the output is a terminal. */
  static final String TERMINAL = "lamina.terminal";

  /** Where JavaCPP says what it thinks of ND4J's age: into the log, not on the terminal. */
  private static final String NATIVE_LOG = "org.bytedeco.javacpp.logger";

  /**
   * Runs a command; the process ends with its exit code. A driver in YARN must not end the process
   * by itself: YARN takes that for a failure. It returns when the command is done.
   *
   * @throws FailedInYarnException if a command fails in YARN, for whoever waits for the application
   */
  public static void main(String[] args) {
    System.getProperties().putIfAbsent(NATIVE_LOG, "slf4j");
    boolean terminal = Boolean.getBoolean(TERMINAL);
    Console console = new Console(System.out, System.err, terminal, System.getenv());
    Optional<YarnDriver> yarn = YarnDriver.here();
    if (yarn.isPresent()) {
      inYarn(yarn.get(), () -> commandLine(console).execute(args));
    } else {
      System.exit(commandLine(console).execute(args));
    }
  }

  private static void inYarn(YarnDriver yarn, IntSupplier command) {
    int code = yarn.answer().orElseGet(command);
    yarn.end(code);
    if (code != ExitCode.DONE) {
      throw new FailedInYarnException(code);
    }
  }

  /** The command line on a console: for programs that run commands in their own process. */
  public static CommandLine commandLine(Console console) {
    boolean colours = console.terminal() && !console.environment().containsKey("NO_COLOR");
    return new CommandLine(new Lamina(), new CommandFactory(console))
        .addSubcommand(ModelsCommand.commandLine(console))
        .setColorScheme(CommandLine.Help.defaultColorScheme(colours ? Ansi.ON : Ansi.OFF))
        .setOut(new java.io.PrintWriter(console.out(), true, Charset.defaultCharset()))
        .setErr(new java.io.PrintWriter(console.err(), true, Charset.defaultCharset()))
        .setParameterExceptionHandler(new WrongArguments())
        .setCaseInsensitiveEnumValuesAllowed(true);
  }

  /** Hands the console to the commands. */
  private record CommandFactory(Console console) implements CommandLine.IFactory {
    @Override
    public <K> K create(Class<K> type) throws Exception {
      if (type == DemoCommand.class) {
        return type.cast(new DemoCommand(console));
      }
      if (type == TrainCommand.class) {
        return type.cast(new TrainCommand(console));
      }
      if (type == SearchCommand.class) {
        return type.cast(new SearchCommand(console));
      }
      if (type == RetrainCommand.class) {
        return type.cast(new RetrainCommand(console));
      }
      if (type == DoctorCommand.class) {
        return type.cast(new DoctorCommand(console));
      }
      if (type == PlansCommand.class) {
        return type.cast(new PlansCommand(console));
      }
      if (type == ServeParametersCommand.class) {
        return type.cast(new ServeParametersCommand(console));
      }
      if (type == ScoreCommand.class) {
        return type.cast(new ScoreCommand(console));
      }
      if (type == DriftCommand.class) {
        return type.cast(new DriftCommand(console));
      }
      return CommandLine.defaultFactory().create(type);
    }
  }
}
