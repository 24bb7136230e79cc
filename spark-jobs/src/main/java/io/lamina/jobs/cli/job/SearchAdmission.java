package io.lamina.jobs.cli.job;

import io.lamina.jobs.cluster.ClusterSettings;
import io.lamina.jobs.cluster.DeviceRequest;
import io.lamina.jobs.run.RunFiles;
import io.lamina.jobs.search.SearchRecord;
import io.lamina.jobs.search.Trial;
import io.lamina.jobs.search.TrialPlans;
import io.lamina.runtime.device.DeviceException;
import io.lamina.runtime.device.Devices;
import io.lamina.zoo.plan.PlanReader;
import io.lamina.zoo.plan.PlanWriter;
import io.lamina.zoo.plan.TrainingPlan;
import io.lamina.zoo.plan.yaml.InvalidPlanException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A search that may begin: all its plans can be read and compared, and its directory is locked.
 *
 * @param plan as it is
 * @param plans of its trials
 * @param trials all of them
 * @param record what is known, of an earlier search that goes on
 * @param devices that it may compute on
 * @param settings of its cluster
 * @param lock of its directory
 */
record SearchAdmission(
    TrainingPlan plan,
    TrialPlans plans,
    List<Trial> trials,
    SearchRecord record,
    DeviceRequest devices,
    ClusterSettings settings,
    RunLock lock)
    implements AutoCloseable {
  static final String FILE = "search.json";

  /**
   * @throws RefusedException if the search may not begin
   */
  static SearchAdmission of(RunOrder order, SearchOrder search, RunOptions options) {
    try {
      Devices provided = Devices.find();
      TrialPlans plans =
          new TrialPlans(
              PlanReader.of(provided.kinds()), order.plan(), options.overrides(), search.halving());
      List<Trial> trials = search.space().draw(search.seed(), search.halving().trials());
      plans.require(trials);
      TrainingPlan plan = plans.whole(trials.get(0));
      DeviceRequest devices = new DeviceRequest(plan.resources(), provided);
      Path directory = options.runDirectory(plan.name() + "-search");
      ClusterSettings settings =
          options.cluster(plan.name() + " search", order.master(), directory);
      RunLock lock = options.resumes() ? RunLock.takeThere(directory) : RunLock.take(directory);
      try {
        SearchRecord begun =
            new SearchRecord(
                plan.name(), digest(plan, trials, search), trials, List.of(), OptionalInt.empty());
        SearchRecord record =
            options.resumes() ? earlier(directory, begun) : fresh(directory, begun);
        return new SearchAdmission(plan, plans, trials, record, devices, settings, lock);
      } catch (RuntimeException | IOException e) {
        lock.undo();
        throw e;
      }
    } catch (InvalidPlanException
        | DeviceException
        | IllegalArgumentException
        | IllegalStateException
        | IOException e) {
      throw new RefusedException(e.getMessage(), e);
    }
  }

  private static SearchRecord fresh(Path directory, SearchRecord begun) throws IOException {
    if (there(directory).isPresent()) {
      throw new IllegalArgumentException(
          String.format(
              "%s holds a search: its files would be lost (go on with it by --resume, or give"
                  + " another --run-dir)",
              directory));
    }
    return begun;
  }

  private static SearchRecord earlier(Path directory, SearchRecord begun) throws IOException {
    SearchRecord there =
        there(directory)
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "there is nothing to resume: "
                            + directory
                            + " has no "
                            + FILE
                            + " (start without --resume)"));
    if (there.winner().isPresent()) {
      throw new IllegalArgumentException(
          "the search in " + directory + " is over: there is nothing to resume");
    }
    if (!there.search().equals(begun.search())) {
      throw new IllegalArgumentException(
          String.format(
              "%s holds another search: plan, --over, --seed, --trials, --reduction, --rungs and"
                  + " --set must be the same (or give another --run-dir)",
              directory));
    }
    return there;
  }

  private static Optional<SearchRecord> there(Path directory) throws IOException {
    try {
      return new RunFiles(directory).noted(FILE).map(SearchRecord::fromJson);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          directory.resolve(FILE) + " " + e.getMessage() + " (give another --run-dir)", e);
    }
  }

  private static String digest(TrainingPlan plan, List<Trial> trials, SearchOrder search) {
    String all = new PlanWriter().computationSha256(plan) + trials + search.halving();
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(all.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  Path directory() {
    return lock.directory();
  }

  @Override
  public void close() throws IOException {
    lock.close();
  }
}
