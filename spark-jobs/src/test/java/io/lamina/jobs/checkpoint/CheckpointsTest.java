package io.lamina.jobs.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lamina.parameters.StageState;
import io.lamina.parameters.coordinator.StateKeeper;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckpointsTest {
  private static final RunIdentity RUN =
      new RunIdentity("c0de", "cpu-avx2", Map.of("lamina", "0.1.0", "onednn", "2.5.2"));
  private static final List<Long> SHARDS = List.of(3L, 2L);

  @TempDir private Path directory;

  private Checkpoints begin() {
    return Checkpoints.begin(location(), new Configuration(), RUN, 10);
  }

  private Checkpoints resume(RunIdentity run) {
    return Checkpoints.resume(location(), new Configuration(), run, 10);
  }

  private String location() {
    return directory.resolve("kept").toUri().toString();
  }

  private List<String> files() throws IOException {
    try (Stream<Path> files = Files.list(directory.resolve("kept/layer-1"))) {
      return files.map(Path::getFileName).map(Path::toString).sorted().toList();
    }
  }

  /** Keeps the beginnings of these rounds. */
  private static CompletableFuture<Void> keep(StageCheckpoints stage, int... rounds) {
    CompletableFuture<Void> last = CompletableFuture.completedFuture(null);
    for (int round : rounds) {
      StateKeeper keeper =
          stage.keeper(
              () -> SampleCheckpoints.history(round),
              List.of(new Rewind(round + 4, round, "it diverged")));
      last = keeper.keep(round, CompletableFuture.completedFuture(SampleCheckpoints.state(round)));
    }
    return last;
  }

  /** Waits until they are on the disk. */
  private static void keepNow(StageCheckpoints stage, int... rounds) {
    CompletableFuture<Void> unused = keep(stage, rounds);
    stage.written().join();
  }

  @Test
  void ofTenRoundsEveryFifthIsKept() {
    try (Checkpoints checkpoints = begin()) {
      StateKeeper keeper =
          checkpoints
              .stage("layer 1", SHARDS)
              .keeper(() -> SampleCheckpoints.history(0), List.of());
      assertThat(Stream.of(1, 2, 3, 4, 5, 6, 7, 8, 9, 10).filter(keeper::wants))
          .containsExactly(5, 10);
    }
  }

  /** The state comes when more rounds have been reported. */
  @Test
  void aCheckpointHasTheHistoryOfItsRoundHoweverLateTheStateComes() {
    try (Checkpoints checkpoints = begin()) {
      StageCheckpoints stage = checkpoints.stage("layer 1", SHARDS);
      AtomicInteger reported = new AtomicInteger(5);
      CompletableFuture<StageState> coming = new CompletableFuture<>();
      CompletableFuture<Void> kept =
          stage.keeper(() -> SampleCheckpoints.history(reported.get()), List.of()).keep(5, coming);
      reported.set(7);
      coming.complete(SampleCheckpoints.state(5));

      kept.join();
      assertThat(stage.latest().orElseThrow().history()).isEqualTo(SampleCheckpoints.history(5));
    }
  }

  @Test
  void theNewestIsWhereARunGoesOn() throws Exception {
    try (Checkpoints checkpoints = begin()) {
      keepNow(checkpoints.stage("layer 1", SHARDS), 5, 10, 15);
      assertThat(files())
          .contains("round-00000015", "round-00000010")
          .doesNotContain("round-00000005");
    }
    try (Checkpoints checkpoints = resume(RUN)) {
      StageCheckpoint latest = checkpoints.stage("layer 1", SHARDS).latest().orElseThrow();
      assertThat(latest).usingRecursiveComparison().isEqualTo(SampleCheckpoints.open(15));
      assertThat(checkpoints.stage("layer 2", SHARDS).latest()).isEmpty();
    }
  }

  @Test
  void aDamagedOneIsPassedOver() throws Exception {
    try (Checkpoints checkpoints = begin()) {
      StageCheckpoints stage = checkpoints.stage("layer 1", SHARDS);
      keepNow(stage, 5, 10);
      Path newest = directory.resolve("kept/layer-1/round-00000010");
      byte[] bytes = Files.readAllBytes(newest);
      bytes[bytes.length / 2] ^= 1;
      Files.write(newest, bytes);

      assertThat(stage.latest().orElseThrow().state().round()).isEqualTo(5);
    }
  }

  /** Where the loss was bad there is nothing to go back to. */
  @Test
  void goingBackForgetsWhatIsNoGood() throws Exception {
    try (Checkpoints checkpoints = begin()) {
      StageCheckpoints stage = checkpoints.stage("layer 1", SHARDS);
      keepNow(stage, 5, 10);

      assertThat(stage.back(history -> history.losses().size() < 10).orElseThrow().state().round())
          .isEqualTo(5);
      assertThat(files()).containsExactly("round-00000005");
      assertThat(stage.back(history -> false)).isEmpty();
      assertThat(files()).isEmpty();
    }
  }

  /** What a driver that was killed while it wrote has left. */
  @Test
  void oneThatWasNotWrittenToItsEndIsNone() throws Exception {
    Files.createDirectories(directory.resolve("kept/layer-1"));
    Files.writeString(directory.resolve("kept/layer-1/.writing-round-00000005"), "half");
    try (Checkpoints checkpoints = resume(RUN)) {
      assertThat(checkpoints.stage("layer 1", SHARDS).latest()).isEmpty();
    }
  }

  @Test
  void ofAStageThatIsOverTheEndAloneIsKept() throws Exception {
    try (Checkpoints checkpoints = begin()) {
      StageCheckpoints stage = checkpoints.stage("layer 1", SHARDS);
      CompletableFuture<Void> unused = keep(stage, 5, 10);
      stage.finish(
          StageCheckpoint.over(
              SampleCheckpoints.state(12), SampleCheckpoints.history(12), List.of(), "cpu"));

      assertThat(files()).containsExactly("end");
      assertThat(stage.latest().orElseThrow().device()).contains("cpu");
    }
  }

  /** A stage belongs to whatever trains the same. */
  @Test
  void whatIsSharedIsFoundByThoseThatComputeTheSame() {
    try (Checkpoints one = shared("a")) {
      one.stage("layer 1", SHARDS)
          .finish(
              StageCheckpoint.over(
                  SampleCheckpoints.state(12), SampleCheckpoints.history(12), List.of(), "cpu"));
    }
    try (Checkpoints same = shared("a");
        Checkpoints other = shared("b")) {
      assertThat(same.stage("layer 1", SHARDS).latest().orElseThrow().device()).contains("cpu");
      assertThat(same.stage("layer 2", SHARDS).latest()).isEmpty();
      assertThat(other.stage("layer 1", SHARDS).latest()).isEmpty();
    }
  }

  private Checkpoints shared(String computation) {
    return Checkpoints.shared(
        location(),
        new Configuration(),
        stage -> new RunIdentity(computation, RUN.device(), RUN.versions()),
        10);
  }

  @Test
  void anotherRunsAreRefused() {
    try (Checkpoints checkpoints = begin()) {
      keepNow(checkpoints.stage("layer 1", SHARDS), 5);
    }
    assertThatThrownBy(this::begin)
        .isInstanceOf(CheckpointException.class)
        .hasMessageMatching(
            ".*/kept has the checkpoints of a run that did not end \\(.*--resume.*");
    refused(
        new RunIdentity("0ther", "cpu-avx2", RUN.versions()),
        SHARDS,
        ".*/kept are of another plan \\(.*");
    refused(
        new RunIdentity("c0de", "cuda", RUN.versions()),
        SHARDS,
        ".* another device: cpu-avx2, now it is cuda \\(.*");
    refused(RUN, List.of(2L, 3L), ".* another data: 5 examples in 2 shards .*, now it is 5 .*");
  }

  @Test
  void aRunWhoseDataHaveChangedIsRefusedWithTheFile() {
    DataIdentity unlabeled = new DataIdentity("unlabeled", "/data/u.csv", "11");
    DataIdentity test = new DataIdentity("test", "/data/t.csv", "22");
    try (Checkpoints checkpoints = begin().of(List.of(unlabeled, test))) {
      keepNow(checkpoints.stage("layer 1", SHARDS), 5);
    }
    try (Checkpoints checkpoints = resume(RUN)) {
      StageCheckpoints elsewhere =
          checkpoints
              .of(List.of(new DataIdentity("unlabeled", "/moved/u.csv", "11"), test))
              .stage("layer 1", SHARDS);
      assertThat(elsewhere.latest()).isPresent();
      DataIdentity other = new DataIdentity("test", "/data/t.csv", "23");
      assertThatThrownBy(() -> checkpoints.of(List.of(unlabeled, other)))
          .isInstanceOf(OtherRunException.class)
          .hasMessageStartingWith(
              "/data/t.csv (the test examples) has changed since the start of the run")
          .hasMessageContaining("--run-dir");
    }
  }

  @Test
  void thoseOfAnotherVersionAreRefusedWithBothNamed() {
    try (Checkpoints checkpoints = begin()) {
      keepNow(checkpoints.stage("layer 1", SHARDS), 5);
    }
    refused(
        new RunIdentity(
            "0ther", "cpu-avx2", Map.of("lamina", "0.2.0", "onednn", "2.5.2", "blas", "1")),
        SHARDS,
        ".*/kept are of blas \\(none\\), lamina 0\\.1\\.0, this is blas 1, lamina"
            + " 0\\.2\\.0: a mix could give other results \\(.* --run-dir\\)");
    refused(
        new RunIdentity("c0de", "cpu-avx2", Map.of("lamina", "0.1.0", "onednn", "3.0")),
        SHARDS,
        ".* are of onednn 2\\.5\\.2, this is onednn 3\\.0: .*");
  }

  /** Passed over like a damaged one, it would cost all its rounds without a word. */
  @Test
  void thoseOfALaminaThatKeptNoVersionAreRefused() throws Exception {
    try (Checkpoints checkpoints = begin()) {
      keepNow(checkpoints.stage("layer 1", SHARDS), 5);
    }
    asFormat(1, directory.resolve("kept/layer-1/round-00000005"));
    refused(
        RUN,
        SHARDS,
        ".*/kept/layer-1 are of an older Lamina, which did not yet write its version into them,"
            + " this is lamina 0\\.1\\.0: .*");
    asFormat(2, directory.resolve("kept/layer-1/round-00000005"));
    refused(RUN, SHARDS, ".* are of an older Lamina \\(format 2, only 3 .*");
    asFormat(4, directory.resolve("kept/layer-1/round-00000005"));
    refused(RUN, SHARDS, ".* are of a newer Lamina \\(format 4, .*");
  }

  /** A file's format stands behind the mark of eight bytes, its SHA-256 at the end. */
  private static void asFormat(int format, Path file) throws Exception {
    byte[] bytes = Files.readAllBytes(file);
    int content = bytes.length - 32;
    ByteBuffer whole = ByteBuffer.wrap(bytes).putInt(8, format);
    byte[] digest =
        MessageDigest.getInstance("SHA-256").digest(Arrays.copyOf(whole.array(), content));
    whole.put(content, digest);
    Files.write(file, bytes);
  }

  private void refused(RunIdentity run, List<Long> shards, String message) {
    assertThatThrownBy(
            () -> {
              try (Checkpoints checkpoints = resume(run)) {
                checkpoints.stage("layer 1", shards).latest();
              }
            })
        .isInstanceOf(OtherRunException.class)
        .hasMessageMatching("(?s)the checkpoints in " + message);
  }

  @Test
  void whereThereIsNothingNothingCanBeResumed() {
    assertThatThrownBy(() -> resume(RUN))
        .isInstanceOf(CheckpointException.class)
        .hasMessageStartingWith("there is nothing to resume: file:");
  }

  @Test
  void whatIsClearedIsGone() {
    try (Checkpoints checkpoints = begin()) {
      keepNow(checkpoints.stage("layer 1", SHARDS), 5);
      checkpoints.clear();
    }
    assertThat(directory.resolve("kept")).doesNotExist();
  }

  /** The next to be kept is told of it, and so is the stage's end. */
  @Test
  void whatCannotBeWrittenIsNoticed() throws Exception {
    Files.writeString(directory.resolve("kept"), "a file, where a directory should be");
    try (Checkpoints checkpoints =
        Checkpoints.begin(
            directory.resolve("kept/below").toUri().toString(), new Configuration(), RUN, 10)) {
      StageCheckpoints stage = checkpoints.stage("layer 1", SHARDS);
      assertThat(keep(stage, 5, 10))
          .failsWithin(java.time.Duration.ofSeconds(30))
          .withThrowableThat()
          .havingRootCause();
      assertThatThrownBy(
              () ->
                  stage.finish(
                      StageCheckpoint.over(
                          SampleCheckpoints.state(12),
                          SampleCheckpoints.history(12),
                          List.of(),
                          "cpu")))
          .isInstanceOf(CheckpointException.class)
          .hasMessageStartingWith("cannot keep checkpoints in file:");
    }
  }
}
