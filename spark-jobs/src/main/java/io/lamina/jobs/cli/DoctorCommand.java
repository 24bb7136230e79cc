package io.lamina.jobs.cli;

import io.lamina.jobs.cli.job.Console;
import io.lamina.jobs.cli.job.ExitCode;
import io.lamina.jobs.cli.job.RunLog;
import io.lamina.jobs.doctor.Doctor;
import io.lamina.jobs.doctor.FindingLines;
import io.lamina.jobs.doctor.FindingsJson;
import io.lamina.jobs.doctor.Patient;
import io.lamina.jobs.doctor.check.Finding;
import io.lamina.zoo.plan.PlanText;
import io.lamina.zoo.plan.yaml.InvalidPlanException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "doctor",
    description =
        "Looks, in under a minute, whether a plan can be trained here: driver, executors, data,"
            + " registry, devices, memory. Says what is wrong, and what to do.",
    mixinStandardHelpOptions = true,
    footerHeading = "%nExamples:%n",
    footer = {
      "  lamina doctor",
      "  lamina doctor my.yaml --data /data/signs",
      "  lamina doctor mnist-sdae --data hdfs://host/mnist --master spark://host:7077",
      "  lamina doctor my.yaml --json > findings.json",
      "",
      "Exit codes: 0 nothing is wrong; 1 something is; 2 the command is wrong."
    })
final class DoctorCommand implements Callable<Integer> {
  private final Console console;

  @Parameters(
      paramLabel = "PLAN",
      arity = "0..1",
      completionCandidates = RecipeNames.class,
      description =
          "A recipe's name (see 'plans') or a YAML file; without it, only what every plan needs is"
              + " looked at.")
  private Optional<String> plan = Optional.empty();

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
  private Optional<String> master = Optional.empty();

  @Option(
      names = "--executors",
      paramLabel = "N",
      description = "The number of executor processes; 2 on the embedded cluster by default.")
  private Integer executors;

  @Option(
      names = "--executor-gpus",
      paramLabel = "N",
      description = "The number of cards that each executor is to have, as for 'train'.")
  private Integer executorGpus;

  @Option(
      names = "--set",
      paramLabel = "KEY=VALUE",
      description = "Changes a value of the plan, such as layers[0].units=200; may be repeated.")
  private List<String> overrides = new ArrayList<>();

  @Option(names = "--json", description = "Prints JSON, for machines.")
  private boolean json;

  DoctorCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    Patient patient;
    try {
      patient = patient();
    } catch (InvalidPlanException | IllegalArgumentException e) {
      console.err().println(e.getMessage());
      return ExitCode.REFUSED;
    }
    List<Finding> findings = findings(patient);
    console.out().print(json ? new FindingsJson().text(findings) : lines().text(findings));
    return findings.stream().anyMatch(Finding::isWrong) ? ExitCode.FAILED : ExitCode.DONE;
  }

  private static List<Finding> findings(Patient patient) {
    RunLog log = RunLog.ofNothing();
    try {
      return Doctor.here().examine(patient);
    } finally {
      log.close();
    }
  }

  private Patient patient() {
    Optional<PlanText> text = plan.map(named -> new NamedPlan(named).text());
    if (text.isEmpty() && !overrides.isEmpty()) {
      throw new IllegalArgumentException("--set changes a plan: give the plan, too");
    }
    return new Patient(text, overrides, data, master, count(executors), count(executorGpus));
  }

  private static OptionalInt count(Integer given) {
    return given == null ? OptionalInt.empty() : OptionalInt.of(given);
  }

  private FindingLines lines() {
    return new FindingLines(
        console.terminal() && console.environment().getOrDefault("NO_COLOR", "").isEmpty());
  }
}
