package io.lamina.jobs.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SearchSpaceTest {
  @TempDir private Path directory;

  @Test
  void valuesAreOfTheirListOrRange() throws Exception {
    SearchSpace space =
        read(
            """
            layers[0].units: [100, 200]
            layers[0].optimizer: [{kind: adam}, {kind: sgd}]
            fineTune.learningRate: {from: 0.001, to: 1, scale: log}
            fineTune.dropout: {from: 0, to: 0.5}
            fineTune.batchSize: {from: 10, to: 20, whole: true}
            """);
    List<Trial> trials = space.draw(1, 400);

    assertThat(trials.get(0).values()).as("the plan as it is").isEmpty();
    List<Trial> drawn = trials.subList(1, 400);
    assertThat(drawn)
        .allSatisfy(
            trial -> {
              assertThat(trial.values().get("layers[0].units")).isIn("100", "200");
              assertThat(trial.values().get("layers[0].optimizer"))
                  .isIn("{\"kind\":\"adam\"}", "{\"kind\":\"sgd\"}");
              assertThat(number(trial, "fineTune.learningRate")).isBetween(0.001, 1.0);
              assertThat(number(trial, "fineTune.dropout")).isBetween(0.0, 0.5);
              assertThat(trial.values().get("fineTune.batchSize")).matches("1[0-9]|20");
            });
    assertThat(drawn.stream().filter(trial -> number(trial, "fineTune.learningRate") < 0.0316))
        .as("half of them, by the logarithm")
        .hasSizeBetween(160, 240);
    assertThat(drawn.stream().filter(trial -> number(trial, "fineTune.dropout") < 0.25))
        .hasSizeBetween(160, 240);
  }

  private static double number(Trial trial, String key) {
    return Double.parseDouble(trial.values().get(key));
  }

  /** So a longer search has the trials of a shorter one. */
  @Test
  void aTrialFollowsFromSeedAndNumber() throws Exception {
    SearchSpace space = read("fineTune.dropout: {from: 0, to: 0.5}\n");

    assertThat(space.draw(1, 20).subList(0, 5)).isEqualTo(space.draw(1, 5));
    assertThat(space.draw(2, 5)).isNotEqualTo(space.draw(1, 5));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          [1, 2]                                 | must be a map from keys of the plan
          {}                                     | has no keys
          a: 3                                   | a must be a list of values, or {from
          a: []                                  | a is an empty list
          a: {from: 3, to: 3}                    | a has from 3.0 and to 3.0: from must be below to
          a: {from: 0, to: 3, scale: log}        | a has scale log and from 0.0: it must be above 0
          a: {from: 0, to: 3, scale: cubic}      | a has scale cubic: must be linear or log
          a: {from: 0, to: many}                 | a has to many: must be a number
          a: {from: 0, to: 3, step: 1}           | a must be a list of values, or {from
          a: {from: 0, to: 3, whole: 1}          | a has whole 1: must be true or false
          seed: [1, 2]                           | seed cannot be searched
          resources.device: [auto]               | resources.device cannot be searched
          'a: ['                                 | is not YAML
          """)
  void whatIsNoSpaceIsRefused(String yaml, String message) {
    assertThatThrownBy(() -> read(yaml))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("space.yaml")
        .hasMessageContaining(message);
  }

  private SearchSpace read(String yaml) throws Exception {
    return SearchSpace.read(Files.writeString(directory.resolve("space.yaml"), yaml));
  }
}
