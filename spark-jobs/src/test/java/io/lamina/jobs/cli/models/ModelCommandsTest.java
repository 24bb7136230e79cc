package io.lamina.jobs.cli.models;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.lamina.jobs.cli.Lamina;
import io.lamina.jobs.cli.job.Console;
import io.lamina.jobs.cli.job.ExitCode;
import io.lamina.jobs.cli.job.Operator;
import io.lamina.jobs.gate.Figure;
import io.lamina.jobs.gate.GateRecord;
import io.lamina.jobs.gate.GateResult;
import io.lamina.jobs.gate.Verdict;
import io.lamina.zoo.registry.Alias;
import io.lamina.zoo.registry.AliasChange;
import io.lamina.zoo.registry.AliasEntry;
import io.lamina.zoo.registry.ArtifactFile;
import io.lamina.zoo.registry.ModelRegistry;
import io.lamina.zoo.registry.PublishedVersion;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ModelCommandsTest {
  private static final String DATA =
      """
      {"format": 1, "sources": {"unlabeled": [
        {"path": "file:/data/one.parquet", "bytes": 7, "modified": 0}%s]}}
      """;

  @TempDir private Path root;
  private ModelRegistry registry;
  private String out;
  private String err;

  @BeforeEach
  void publishThree() {
    registry = ModelRegistry.at(root.toUri().toString(), new Configuration());
    publish(0.05, "layers: [{units: 100}]\nseed: 1\n", DATA.formatted(""));
    publish(
        0.04,
        "layers: [{units: 200}]\nseed: 1\n",
        DATA.formatted(
            ", {\"path\": \"file:/data/two.parquet\", \"bytes\": 8, \"modified\": 1000}"));
    registry.publish("digits", Map.of(), List.of(text("network.zip", "x")));
  }

  private void publish(double testError, String plan, String data) {
    registry.publish(
        "digits",
        Map.of("testError", testError, "network", "784-10"),
        List.of(text("network.zip", "x"), text("plan.yaml", plan), text("data.json", data)));
  }

  private static ArtifactFile text(String name, String text) {
    return new ArtifactFile(name, out -> out.write(text.getBytes(UTF_8)));
  }

  private int models(String... arguments) {
    List<String> all = new ArrayList<>(List.of("models"));
    all.addAll(List.of(arguments));
    all.addAll(List.of("--registry", root.toUri().toString()));
    return lamina(all);
  }

  private int lamina(List<String> arguments) {
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    ByteArrayOutputStream complained = new ByteArrayOutputStream();
    Console console = new Console(stream(printed), stream(complained), false, Map.of());
    int exitCode = Lamina.commandLine(console).execute(arguments.toArray(String[]::new));
    out = printed.toString(UTF_8);
    err = complained.toString(UTF_8);
    return exitCode;
  }

  private static PrintStream stream(ByteArrayOutputStream bytes) {
    return new PrintStream(bytes, true, UTF_8);
  }

  private JsonNode json(String... arguments) throws IOException {
    List<String> all = new ArrayList<>(List.of(arguments));
    all.add("--json");
    assertThat(models(all.toArray(String[]::new))).as(err).isEqualTo(ExitCode.DONE);
    return new ObjectMapper().readTree(out);
  }

  private PublishedVersion version(int number) {
    return registry.version("digits", number).orElseThrow();
  }

  private AliasEntry move(String name, int version, AliasChange change) {
    Alias alias = registry.alias("digits", name);
    return alias.move(alias.current(), version(version), change).orElseThrow();
  }

  /** Gates move an alias, and say so in a record. */
  private void gates(String alias, int version, Verdict verdict) {
    GateResult result =
        new GateResult(
            "rows",
            verdict,
            List.of(new Figure("error", 0.5)),
            List.of(new Figure("margin", 0.25)),
            "The error is 0.5.");
    GateRecord record =
        new GateRecord(
            "abc", Optional.empty(), Optional.empty(), List.of(result), Optional.empty());
    String digest = registry.records("digits").keep(record.toJson().getBytes(UTF_8));
    move(
        alias,
        version,
        new AliasChange(
            AliasChange.Why.GATE,
            "nightly@host",
            Optional.of("runs/7"),
            Optional.of(digest),
            OptionalInt.empty(),
            Optional.empty()));
  }

  @Test
  void metricsTellPrometheusOfVersionsAndTheChampion() {
    assertThat(models("promote", "digits@v2", "--reason", "better")).isZero();
    assertThat(models("metrics")).isZero();
    assertThat(out.lines())
        .contains(
            "# TYPE lamina_model_versions gauge",
            "lamina_model_versions{model=\"digits\"} 3.0",
            "lamina_model_champion_version{model=\"digits\"} 2.0")
        .anySatisfy(
            line -> assertThat(line).startsWith("# HELP lamina_model_promoted_timestamp_seconds "))
        .anySatisfy(
            line ->
                assertThat(line)
                    .startsWith("lamina_model_published_timestamp_seconds{model=\"digits\"} 1."));
  }

  @Test
  void metricsOfNoRegistryAreAnError() {
    int code = lamina(List.of("models", "metrics", "--registry", root.resolve("none").toString()));
    assertThat(code).isEqualTo(1);
    assertThat(out).isEmpty();
    assertThat(err).contains("no registry in").contains("--registry");
  }

  @Test
  void versionsAreListedWithTheirAliases() throws IOException {
    gates("champion", 2, Verdict.PASS);

    JsonNode versions = json("list").get("versions");

    assertThat(versions).hasSize(3);
    assertThat(versions.at("/1/aliases/0").textValue()).isEqualTo("champion");
    assertThat(versions.at("/1/summary/testError").doubleValue()).isEqualTo(0.04);
    assertThat(versions.at("/0/aliases")).isEmpty();
    assertThat(models("list")).isZero();
    assertThat(out).containsPattern("digits +v2 .* 4.00 % +784-10 +champion +file:");
  }

  @Test
  void aRegistryThatIsNotThereIsNamedAndOneThatIsEmptyIsListed() throws IOException {
    Path empty = Files.createDirectory(root.resolve("empty"));

    assertThat(lamina(List.of("models", "list", "--registry", root + "/missing")))
        .isEqualTo(ExitCode.FAILED);
    assertThat(out).isEmpty();
    assertThat(err)
        .contains("there is no registry '" + root + "/missing'", "/missing does not exist");
    assertThat(lamina(List.of("models", "list", "--registry", empty.toString()))).isZero();
    assertThat(out).startsWith("no models in file:");
  }

  @Test
  void aFileThatWasOnlyTouchedIsNoDifference() {
    String data =
        """
        {"format": 1, "sources": {"unlabeled": [
          {"path": "file:/a", "bytes": 7, "modified": %d, "checksum": "md5:aa"},
          {"path": "file:/b", "bytes": 7, "modified": %d, "checksum": "md5:%s"}]}}
        """;
    publish(0.1, "name: digits", data.formatted(0, 0, "bb"));
    publish(0.1, "name: digits", data.formatted(1000, 1000, "cc"));

    assertThat(models("diff", "digits@v4", "digits@v5")).isZero();
    assertThat(out.lines().map(line -> line.trim().replaceAll(" {2,}", "|")))
        .containsExactly(
            "ABOUT|KEY|digits@v4|digits@v5",
            "data|unlabeled: file:/b|7 bytes of 1970-01-01T00:00:00Z|7 bytes of"
                + " 1970-01-01T00:00:01Z");
  }

  @Test
  void showTellsSinceWhenAndWhyAVersionIsTheChampion() throws IOException {
    gates("champion", 2, Verdict.PASS);
    gates("challenger", 3, Verdict.FAIL);

    assertThat(models("show", "digits")).isZero();
    assertThat(out)
        .containsPattern(
            "(?m)^champion: v2 since .*, gates, by nightly@host, run runs/7 \\(entry 1")
        .containsPattern("(?m)^challenger: v3 since ")
        .contains("gates of the champion:\n  rows: pass: The error is 0.5.\n")
        .containsPattern("digits +v1 ");

    JsonNode shown = json("show", "digits");
    assertThat(shown.at("/aliases/champion/version").textValue()).isEqualTo("v2");
    assertThat(shown.at("/aliases/champion/gates/gates/0/thresholds/margin").doubleValue())
        .isEqualTo(0.25);
    assertThat(shown.get("versions")).hasSize(3);
  }

  @Test
  void showSaysHowToNameAFirstChampion() {
    assertThat(models("show", "digits")).isZero();
    assertThat(out)
        .contains("no version is the champion (lamina models promote digits@vN --reason …)");
  }

  @Test
  void aRecordOfGatesThatIsGoneIsNamedAndTheRestIsShown() throws IOException {
    gates("champion", 2, Verdict.PASS);
    try (var records = Files.list(root.resolve("digits/records"))) {
      for (Path record : records.toList()) {
        Files.delete(record);
      }
    }

    assertThat(models("show", "digits")).isZero();
    assertThat(out).containsPattern("the record [0-9a-f]{64} of the gates cannot be read: it is");
    assertThat(json("show", "digits").at("/aliases/champion").has("gatesProblem")).isTrue();
  }

  @Test
  void aHistoryHasAllEntriesAndWhatTheGatesSaid() throws IOException {
    gates("champion", 1, Verdict.PASS);
    models("promote", "digits@v3", "--reason", "looks good");

    JsonNode entries = json("history", "digits").get("entries");

    assertThat(entries).hasSize(2);
    assertThat(entries.at("/0/gates/verdict").textValue()).isEqualTo("pass");
    assertThat(entries.at("/1/version").textValue()).isEqualTo("v3");
    assertThat(entries.at("/1/note").textValue()).isEqualTo("looks good");
    assertThat(entries.at("/1/who").textValue()).isEqualTo(Operator.here().toString());
    assertThat(models("history", "digits", "--alias", "challenger")).isZero();
    assertThat(out).contains("challenger of digits has named no version yet", "[champion]");
  }

  @Test
  void aPromotionByHandKeepsWhatTheGatesSaidOfTheVersion() throws IOException {
    gates("champion", 1, Verdict.PASS);
    gates("challenger", 2, Verdict.FAIL);

    JsonNode moved = json("promote", "digits@challenger", "--reason", "too few labels");

    assertThat(moved.get("version").textValue()).isEqualTo("v2");
    assertThat(moved.get("before").textValue()).isEqualTo("v1");
    assertThat(registry.champion("digits")).contains(version(2));
    AliasChange change = registry.alias("digits", "champion").current().orElseThrow().change();
    assertThat(change.why()).isEqualTo(AliasChange.Why.MANUAL);
    assertThat(change.run()).contains("runs/7");
    assertThat(models("show", "digits")).isZero();
    assertThat(out).contains("  rows: fail: The error is 0.5.");
  }

  @Test
  void aPromotionThatIsDoneIsNotDoneTwice() throws IOException {
    json("promote", "digits@v2", "--reason", "good");
    JsonNode again = json("promote", "digits@v2", "--reason", "good");

    assertThat(again.get("moved").booleanValue()).isFalse();
    assertThat(again.get("entry").intValue()).isEqualTo(1);
    assertThat(registry.alias("digits", "champion").history()).hasSize(1);
  }

  @Test
  void whoeverWasOvertakenIsToldByWhom() {
    AliasChange byBob = AliasChange.by(AliasChange.Why.MANUAL, "bob@far", Optional.of("mine"));
    AliasMove move = new AliasMove(registry, "champion", Optional.empty());
    move("champion", 1, byBob);

    assertThatThrownBy(() -> move.to(version(2), byBob))
        .isInstanceOf(DeniedException.class)
        .hasMessageContaining("champion of digits was moved by somebody else at the same time")
        .hasMessageContaining("it is now v1 since ")
        .hasMessageContaining("by bob@far: mine (entry 1)");
    assertThat(registry.champion("digits")).contains(version(1));
  }

  @Test
  void whatCannotBePromotedIsNamed() throws IOException {
    assertThat(models("promote", "digits", "--reason", "x")).isEqualTo(ExitCode.REFUSED);
    assertThat(err).contains("'digits' is a model (name the version: digits@v3, or digits@chall");
    assertThat(models("promote", "digits@v7", "--reason", "x")).isEqualTo(ExitCode.FAILED);
    assertThat(err)
        .contains("model 'digits' has neither a version nor an alias 'v7' (it has v1, v2, v3)");
    assertThat(models("promote", "digits@v1", "--reason", " ")).isEqualTo(ExitCode.REFUSED);
    assertThat(models("promote", "digits@v1")).isEqualTo(ExitCode.REFUSED);
    assertThat(err).contains("--reason");
    assertThat(models("promote", "digits@v1", "--reason", "x", "--alias", "v2"))
        .isEqualTo(ExitCode.REFUSED);
    assertThat(err).contains("not the name of an alias: 'v2'");

    Files.writeString(root.resolve("digits/v1/network.zip"), "y");
    assertThat(models("promote", "digits@v1", "--reason", "x")).isEqualTo(ExitCode.FAILED);
    assertThat(err).contains("v1 is damaged: network.zip", "the alias 'champion' was not moved");
    assertThat(registry.champion("digits")).isEmpty();
  }

  @Test
  void aRollbackIsOneMoreEntry() throws IOException {
    assertThat(models("rollback", "digits")).isEqualTo(ExitCode.FAILED);
    assertThat(err).contains("champion of digits has named no version yet (name a version:");
    models("promote", "digits@v1", "--reason", "first");
    models("promote", "digits@v3", "--reason", "second");

    JsonNode back = json("rollback", "digits", "--reason", "rejects sevens");

    assertThat(back.get("version").textValue()).isEqualTo("v1");
    assertThat(back.get("entry").intValue()).isEqualTo(3);
    assertThat(back.get("why").textValue()).isEqualTo("rollback");
    assertThat(registry.champion("digits")).contains(version(1));
    assertThat(models("rollback", "digits")).isEqualTo(ExitCode.FAILED);
    assertThat(err).contains("is v1, and there is none before");
  }

  @Test
  void whatIsPrunedIsNamed() throws IOException {
    models("promote", "digits@v1", "--reason", "first");

    assertThat(json("prune", "digits", "--keep", "1").get("removed")).isEmpty();
    assertThat(json("prune", "digits", "--keep", "1", "--grace", "0s").at("/removed/0").textValue())
        .isEqualTo("v2");
    assertThat(registry.list("digits").versions()).containsExactly(version(1), version(3));
    assertThat(models("prune", "digits", "--keep", "0")).isEqualTo(ExitCode.REFUSED);
    assertThat(models("prune", "digits", "--keep", "1", "--grace", "soon"))
        .isEqualTo(ExitCode.REFUSED);
    assertThat(err).contains("'soon' is no time (give a whole number with s, m, h or d");
  }

  @Test
  void aVersionThatIsDamagedFailsTheVerification() throws IOException {
    registry.publish("letters", Map.of(), List.of(text("network.zip", "x")));
    Files.writeString(root.resolve("digits/v2/network.zip"), "y");

    assertThat(models("verify", "--json")).isEqualTo(ExitCode.FAILED);
    JsonNode versions = new ObjectMapper().readTree(out).get("versions");
    assertThat(versions.findValuesAsText("whole")).containsExactly("true", "false", "true", "true");
    assertThat(versions.at("/1/problem").textValue()).contains("network.zip is not what was");
    assertThat(models("verify", "letters")).isZero();
    assertThat(out).isEqualTo("1 of 1 versions are as published" + System.lineSeparator());
  }

  @Test
  void whatAPublisherLeftIsSettled() throws IOException {
    assertThat(json("settle", "digits").get("settlements")).isEmpty();
    Path staged = Files.createDirectories(root.resolve("digits/.staging-1"));
    Files.writeString(staged.resolve("network.zip"), "x");

    assertThat(models("settle", "digits")).isEqualTo(ExitCode.UNSETTLED);
    assertThat(out).contains("is not whole, and was written to a short time ago", "--grace 0s");
    assertThat(staged).exists();

    Files.move(root.resolve("digits/v3"), root.resolve("digits/.staging-2"));
    JsonNode settlements = json("settle", "digits", "--grace", "0s").get("settlements");
    assertThat(settlements.findValuesAsText("outcome"))
        .containsExactlyInAnyOrder("removed", "published");
    assertThat(staged).doesNotExist();
    assertThat(registry.latest("digits").orElseThrow().name()).isEqualTo("v3");
  }

  @Test
  void onlyWhatDiffersIsShown() throws IOException {
    assertThat(models("diff", "digits@v1", "digits@v2")).isZero();
    assertThat(out.lines().map(line -> line.trim().replaceAll(" {2,}", "|")))
        .containsExactly(
            "ABOUT|KEY|digits@v1|digits@v2",
            "plan|layers[0].units|100|200",
            "figures|testError|0.05|0.04",
            "data|unlabeled: file:/data/two.parquet|-|8 bytes of 1970-01-01T00:00:01Z");

    assertThat(models("diff", "digits@v1", "digits@v1")).isZero();
    assertThat(out).contains("digits@v1 and digits@v1 do not differ");
  }

  @Test
  void allIsShownIfAsked() throws IOException {
    JsonNode all = json("diff", "digits@v1", "digits@v2", "--all").get("differences");

    assertThat(all.findValuesAsText("key"))
        .containsExactlyInAnyOrder(
            "layers[0].units",
            "seed",
            "testError",
            "network",
            "unlabeled: file:/data/one.parquet",
            "unlabeled: file:/data/two.parquet");
    JsonNode seed = all.get(all.findValuesAsText("key").indexOf("seed"));
    assertThat(seed.get("about").textValue()).isEqualTo("plan");
    assertThat(seed.get("a")).isEqualTo(seed.get("b"));
  }

  @Test
  void aFileIsVerifiedBeforeItIsCompared() throws IOException {
    Files.writeString(root.resolve("digits/v2/plan.yaml"), "seed: 8\n");

    assertThat(models("diff", "digits@v1", "digits@v2")).isEqualTo(ExitCode.FAILED);
    assertThat(err).contains("v2 is damaged: plan.yaml is not what was published");
  }

  @Test
  void whereNothingIsNothingIsVerified() throws IOException {
    root = Files.createDirectory(root.resolve("another"));

    assertThat(models("verify")).isEqualTo(ExitCode.FAILED);
    assertThat(err).contains("no models in file:", "so nothing was verified");
  }

  @ParameterizedTest
  @ValueSource(strings = {"show", "history", "rollback", "verify", "settle"})
  void aModelThatIsNotThereIsNamed(String command) {
    assertThat(models(command, "letters")).isEqualTo(ExitCode.FAILED);
    assertThat(err).contains("there is no model 'letters' in file:").contains("--registry");
    assertThat(models(command, "digits@v1")).isEqualTo(ExitCode.REFUSED);
    assertThat(err).contains("'digits@v1' names a version (give the model: digits)");
    assertThat(out).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "list",
        "show",
        "history",
        "diff",
        "promote",
        "rollback",
        "prune",
        "verify",
        "settle",
        "metrics"
      })
  void everyCommandExplainsItselfByExamples(String command) {
    assertThat(models(command, "--help")).isZero();
    assertThat(out)
        .contains("Usage: lamina models " + command, "Examples:\n  lamina models " + command)
        .contains("--json", "--registry=DIR");
  }

  @Test
  void timesAreWrittenAsPeopleWriteThem() {
    Grace grace = new Grace();
    assertThat(List.of(grace.convert("90s"), grace.convert("30m"), grace.convert("7d")))
        .containsExactly(Duration.ofSeconds(90), Duration.ofMinutes(30), Duration.ofDays(7));
    assertThat(grace.convert("1d")).isEqualTo(ModelRegistry.GRACE);
  }
}
