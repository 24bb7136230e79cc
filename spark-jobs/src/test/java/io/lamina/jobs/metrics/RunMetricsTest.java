package io.lamina.jobs.metrics;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.lamina.jobs.live.RoundEnded;
import io.lamina.jobs.live.RunBegan;
import io.lamina.jobs.live.RunPublished;
import io.lamina.jobs.live.WorkerWork;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.spark.scheduler.SparkListenerExecutorAdded;
import org.apache.spark.scheduler.SparkListenerExecutorRemoved;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class RunMetricsTest {
  private static final Path MONITORING = Path.of("../deploy/monitoring");
  private static final Pattern SAMPLE = Pattern.compile("(?m)^(lamina_\\w+)");
  private static final Pattern NAMED = Pattern.compile("\\blamina_\\w+");

  private final RunMetrics metrics = new RunMetrics();

  private void ended(int round, double loss) {
    WorkerWork work = new WorkerWork("executor 0 on a-b.c", 1, 100, 0.5, 0.25, 0.125, 40, 20);
    metrics.onOtherEvent(new RoundEnded("layer 2", round, 30, loss, 5000L * round, List.of(work)));
  }

  private void aRun() {
    metrics.onOtherEvent(new RunBegan("digits", "digits", "cpu-avx2", 2, 1, 1, 1500));
    metrics.onExecutorAdded(new SparkListenerExecutorAdded(0, "0", null));
    metrics.onExecutorAdded(new SparkListenerExecutorAdded(0, "1", null));
    metrics.onExecutorRemoved(new SparkListenerExecutorRemoved(0, "1", "killed"));
    ended(1, 4);
    ended(2, Double.NaN);
    ended(2, 3);
    metrics.onOtherEvent(new RunPublished("file:/models/digits/v1", 20_000));
  }

  private String text() throws IOException {
    ByteArrayOutputStream text = new ByteArrayOutputStream();
    PrometheusTextFormatWriter.create().write(text, metrics.now());
    return text.toString(UTF_8);
  }

  @Test
  void aRunIsToldInBaseUnitsWithLabels() throws IOException {
    aRun();
    assertThat(text().lines())
        .contains(
            "lamina_run_info{device=\"cpu-avx2\",model=\"digits\",plan=\"digits\"} 1",
            "lamina_run_began_timestamp_seconds 1.5",
            "lamina_run_published_timestamp_seconds 20.0",
            "lamina_last_round_timestamp_seconds 10.0",
            "lamina_stage_round{stage=\"layer 2\"} 2.0",
            "lamina_stage_rounds{stage=\"layer 2\"} 30.0",
            "lamina_stage_loss{stage=\"layer 2\"} 3.0",
            "lamina_rounds_total 3.0",
            "lamina_rounds_repeated_total 1.0",
            "lamina_worker_examples_total{worker=\"executor 0 on a-b.c\"} 300.0",
            "lamina_worker_time_seconds_total{activity=\"waiting\",worker=\"executor 0 on a-b.c\"}"
                + " 0.75",
            "lamina_worker_network_bytes_total{direction=\"sent\",worker=\"executor 0 on a-b.c\"}"
                + " 120.0",
            "lamina_executors 1.0",
            "lamina_executors_lost_total 1.0");
  }

  @Test
  void everyMetricHasAHelpText() throws IOException {
    aRun();
    Set<String> helped =
        Pattern.compile("(?m)^# HELP (\\w+) \\S")
            .matcher(text())
            .results()
            .map(match -> match.group(1))
            .collect(Collectors.toSet());
    assertThat(samples()).isNotEmpty().isSubsetOf(helped);
  }

  private Set<String> samples() throws IOException {
    return SAMPLE
        .matcher(text())
        .results()
        .map(match -> match.group(1))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** What a registry tells is of another command. */
  @ParameterizedTest
  @ValueSource(strings = {"dashboard.json", "alerts.yaml"})
  void theFilesForMonitoringNameMetricsThatThereAre(String file) throws IOException {
    aRun();
    Set<String> named =
        NAMED
            .matcher(Files.readString(MONITORING.resolve(file)))
            .results()
            .map(MatchResult::group)
            .filter(name -> !name.startsWith("lamina_model_"))
            .collect(Collectors.toSet());
    assertThat(named).isNotEmpty().isSubsetOf(samples());
  }

  @Test
  void thePageOfDocumentationHasEveryMetric() throws IOException {
    aRun();
    String page = Files.readString(Path.of("../docs/seeing-a-run.md"));
    assertThat(samples()).allSatisfy(name -> assertThat(page).contains("`" + name));
  }
}
