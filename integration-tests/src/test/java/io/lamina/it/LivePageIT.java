package io.lamina.it;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;

/** A run that goes on, as a browser, a program, Prometheus and Spark's history server see it. */
@TestInstance(Lifecycle.PER_CLASS)
final class LivePageIT {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final Pattern COMPLAINT = Pattern.compile(":CONSOLE:\\d+\\] (.*)");

  private final HttpClient http =
      HttpClient.newBuilder().followRedirects(HttpClient.Redirect.NORMAL).build();

  private Path directory;
  private LaminaProcess run;
  private String page;

  @BeforeAll
  void start(@TempDir Path place) throws Exception {
    directory = place;
    Files.createDirectory(directory.resolve("events"));
    Files.writeString(directory.resolve("plan.yaml"), SmallPlan.YAML);
    List<String> command = new ArrayList<>(LaminaProcess.java(directory));
    command.add("-Dspark.eventLog.enabled=true");
    command.add("-Dspark.eventLog.dir=" + directory.resolve("events").toUri());
    command.addAll(List.of("-cp", LaminaProcess.classPath(), "io.lamina.jobs.cli.Lamina"));
    command.addAll(List.of("train", "plan.yaml", "--run-dir", "run"));
    command.addAll(List.of("--set", "layers[0].rounds=100000"));
    run = LaminaProcess.start(directory, command);
    page = run.awaitLine("live page: (http://127\\.0\\.0\\.1:\\d+/lamina/)$").group(1);
    run.awaitLine("layer 1: [1-9][0-9]");
  }

  @AfterAll
  void end() {
    run.kill();
  }

  private String get(String address) throws IOException, InterruptedException {
    HttpRequest request = HttpRequest.newBuilder(URI.create(address)).build();
    HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString(UTF_8));
    assertThat(answer.statusCode()).as(address).isEqualTo(200);
    return answer.body();
  }

  /** Asks again whenever the run has printed a line. */
  private JsonNode await(String address, Predicate<JsonNode> wanted) throws Exception {
    while (run.isAlive()) {
      int lines = run.lines();
      JsonNode answer = JSON.readTree(get(address));
      if (wanted.test(answer)) {
        return answer;
      }
      run.awaitLineOrEnd(".", lines);
    }
    throw new AssertionError(run.output());
  }

  @Test
  void aProgramReadsHowFarItIs() throws Exception {
    JsonNode told = await(page + "json/", now -> now.at("/stages/0/round").asInt() > 1);
    assertThat(told.get("plan").asText()).isEqualTo("small");
    assertThat(told.get("ended").asBoolean()).isFalse();
    assertThat(told.get("heapBytes").asLong()).isPositive();
    JsonNode layer = told.at("/stages/0");
    assertThat(layer.get("stage").asText()).isEqualTo("layer 1");
    assertThat(layer.get("rounds").asInt()).isEqualTo(100000);
    assertThat(layer.get("loss").asDouble()).isPositive();
    assertThat(layer.get("curve").size()).isPositive();
    assertThat(layer.at("/workers/0/examples").asLong()).isPositive();
    assertThat(told.at("/executors/0/host").asText()).startsWith("127.0.0.1:");
  }

  @Test
  void anExecutorThatDiesIsShownAsLost() throws Exception {
    run.executors().get(0).destroyForcibly();
    JsonNode told = await(page + "json/", now -> now.get("executors").findValue("lost") != null);
    assertThat(told.get("executors").findValue("reason").asText()).isNotBlank();
  }

  /** With an empty profile, so nothing of another page is there. */
  @Test
  void aBrowserDrawsTheCurves() throws Exception {
    Path browser = installed("chromium", "chromium-browser", "google-chrome");
    await(page + "json/", now -> now.at("/stages/0/curve").size() > 1);
    Path complaints = directory.resolve("complaints.txt");
    Process shown =
        new ProcessBuilder(
                browser.toString(),
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-dev-shm-usage",
                "--enable-logging=stderr",
                "--disable-background-networking",
                "--virtual-time-budget=6000",
                "--user-data-dir=" + directory.resolve("browser"),
                "--dump-dom",
                page)
            .redirectError(complaints.toFile())
            .start();
    String dom = new String(shown.getInputStream().readAllBytes(), UTF_8);
    assertThat(shown.waitFor()).isZero();
    assertThat(dom).contains("<canvas").contains(">layer 1</th>").contains("running");
    // The tabs of Spark are there too, and the page has been asked for again without a failure.
    assertThat(dom).contains("/jobs/").doesNotContain("Not up to date");
    assertThat(COMPLAINT.matcher(Files.readString(complaints)).results()).isEmpty();
  }

  @Test
  void itsMetricsAreInTheFormOfPrometheus() throws Exception {
    await(page + "json/", now -> now.at("/stages/0/round").asInt() > 1);
    String metrics = get(URI.create(page).resolve("/metrics/lamina").toString());
    assertThat(metrics)
        .contains("# HELP lamina_rounds_total ")
        .contains("lamina_run_info{device=")
        .contains("lamina_stage_rounds{stage=\"layer 1\"} 100000.0");
    Process check =
        new ProcessBuilder(installed("promtool").toString(), "check", "metrics").start();
    check.getOutputStream().write(metrics.getBytes(UTF_8));
    check.getOutputStream().close();
    String said = new String(check.getErrorStream().readAllBytes(), UTF_8);
    assertThat(said).isEmpty();
    assertThat(check.waitFor()).isZero();
  }

  @Test
  void prometheusScrapesThem() throws Exception {
    Path prometheus = installed("prometheus");
    URI address = URI.create(page);
    Path settings =
        Files.writeString(
            directory.resolve("prometheus.yaml"),
            """
            global: {scrape_interval: 1s}
            scrape_configs:
              - job_name: lamina
                metrics_path: /metrics/lamina
                static_configs:
                  - targets: ["%s"]
            """
                .formatted(address.getAuthority()));
    ProcessBuilder command =
        new ProcessBuilder(
            prometheus.toString(),
            "--config.file=" + settings,
            "--storage.tsdb.path=" + directory.resolve("series"),
            "--web.listen-address=127.0.0.1:0");
    try (LaminaProcess server = LaminaProcess.of(command)) {
      String own =
          server.awaitLine(".*msg=\"?Listening on\"? address=(127\\.0\\.0\\.1:\\d+)").group(1);
      JsonNode answer =
          await(
              "http://" + own + "/api/v1/query?query=lamina_rounds_total",
              now -> now.at("/data/result").size() > 0);
      assertThat(answer.at("/data/result/0/metric/job").asText()).isEqualTo("lamina");
      assertThat(answer.at("/data/result/0/value/1").asDouble()).isPositive();
    }
  }

  @Test
  void theHistoryServerShowsTheSame() throws Exception {
    JsonNode now = await(page + "json/", told -> told.at("/stages/0/round").asInt() > 1);
    String application = now.get("application").asText();
    List<String> command = new ArrayList<>(LaminaProcess.jvm(directory));
    command.add("-Dspark.history.fs.logDirectory=" + directory.resolve("events").toUri());
    command.add("-Dspark.history.ui.port=0");
    command.addAll(List.of("-cp", LaminaProcess.classPath()));
    command.add("org.apache.spark.deploy.history.HistoryServer");
    try (LaminaProcess server = LaminaProcess.start(directory, command)) {
      String port = server.awaitLine(".*HistoryServer.* started at http://[^:]+:(\\d+)").group(1);
      String base = "http://127.0.0.1:" + port + "/";
      await(base + "api/v1/applications", listed -> listed.size() > 0);
      String tab = base + "history/" + application + "/lamina/";
      JsonNode kept = JSON.readTree(get(tab + "json/"));
      assertThat(kept.get("plan").asText()).isEqualTo("small");
      assertThat(kept.at("/stages/0/rounds").asInt()).isEqualTo(100000);
      assertThat(kept.at("/stages/0/round").asInt())
          .isGreaterThanOrEqualTo(now.at("/stages/0/round").asInt());
      assertThat(get(tab)).contains("small – Lamina");
      assertThat(get(tab + "assets/live.js")).contains("content-replaced");
    }
  }

  /** Without it the rest of the test is skipped. */
  private static Path installed(String... names) {
    Optional<Path> found =
        Stream.of(System.getenv("PATH").split(File.pathSeparator, -1))
            .flatMap(place -> Stream.of(names).map(name -> Path.of(place, name)))
            .filter(Files::isExecutable)
            .findFirst();
    assumeTrue(found.isPresent(), String.join(", ", names) + " is not installed");
    return found.orElseThrow();
  }
}
