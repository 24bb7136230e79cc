package io.lamina.jobs.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class GateRecordTest {
  private static final GateResult GOOD =
      new GateResult(
          "labels",
          Verdict.PASS,
          List.of(new Figure("error", 0.0213), new Figure("decision", 3)),
          List.of(new Figure("margin", 0.01)),
          "On 2000 labels all is well.");

  private static GateRecord record(GateResult... results) {
    return new GateRecord(
        "abc", Optional.of("def"), Optional.of("0123"), List.of(results), Optional.empty());
  }

  @Test
  void theTextIsWhatItWas() {
    assertThat(record(GOOD).toJson())
        .isEqualTo(
            """
            {
              "format" : 1,
              "candidate" : "abc",
              "champion" : "def",
              "testSet" : "0123",
              "verdict" : "pass",
              "promotes" : true,
              "gates" : [
                {
                  "gate" : "labels",
                  "verdict" : "pass",
                  "figures" : {
                    "error" : 0.0213,
                    "decision" : 3
                  },
                  "thresholds" : {
                    "margin" : 0.01
                  },
                  "sentence" : "On 2000 labels all is well."
                }
              ]
            }
            """);
    assertThat(record(GOOD).sha256())
        .isEqualTo("8c4b9ccabae82f6e348d00c0f60d2bd808f4fabd96066863d5cc656a1b235aec");
  }

  @Test
  void whatIsWrittenIsReadBack() {
    GateResult missing = GateResult.notComputed("rows", "No rows: \"hold\" some out.");
    GateRecord failed = record(GOOD, missing);

    assertThat(GateRecord.of(failed.toJson())).isEqualTo(failed);
    assertThat(failed.passes()).isFalse();
    assertThat(failed.promotes()).isFalse();
    assertThat(failed.failures()).containsExactly(missing);

    GateRecord forced = failed.forced(new Force("Ada", "the sensor was replaced"));
    assertThat(GateRecord.of(forced.toJson())).isEqualTo(forced);
    assertThat(forced.passes()).isFalse();
    assertThat(forced.promotes()).isTrue();
    assertThat(forced.sha256()).isNotEqualTo(failed.sha256());

    GateRecord first =
        new GateRecord("a", Optional.empty(), Optional.empty(), List.of(GOOD), Optional.empty());
    assertThat(GateRecord.of(first.toJson())).isEqualTo(first);
  }

  @Test
  void onlyWhatLabelsDecidedSpendsADecision() {
    GateResult other = new GateResult("rows", Verdict.PASS, List.of(), List.of(), "Fine.");

    assertThat(record(GOOD).spendsDecision()).isTrue();
    assertThat(record(other, GateResult.notComputed("labels", "Spent.")).spendsDecision())
        .isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "0.1, 0.1, 0.1",
    "2000, 2000, 2000",
    "-0.000012345678, -0.000012345678, -0.00001235",
    "2.0E-3, 0.002, 0.002",
    "1.2E-9, 1.2E-9, 1.2E-9",
    "123456.789, 123456.789, 123500",
    "1.0E23, 1E+23, 1E+23",
    "0.30000000000000004, 0.30000000000000004, 0.3"
  })
  void numbersAreExactForMachinesAndShortForPeople(double value, String exact, String shown) {
    assertThat(new Decimal(value).exact()).hasToString(exact);
    assertThat(new Decimal(value)).hasToString(shown);
  }

  @Test
  void everyNumberIsReadBackToTheBit() {
    Random random = new Random(1);
    for (int i = 0; i < 500; i++) {
      double value = Double.longBitsToDouble(random.nextLong());
      if (Double.isFinite(value)) {
        assertThat(Double.parseDouble(new Decimal(value).exact().toString())).isEqualTo(value);
      }
    }
  }

  @Test
  void anotherRecordIsRefused() {
    String json = record(GOOD).toJson();

    assertThatThrownBy(() -> GateRecord.of(json.replace("\"format\" : 1", "\"format\" : 2")))
        .hasMessage("gates.json has format 2, this version reads 1");
    assertThatThrownBy(() -> GateRecord.of(json.replaceFirst("\"pass\"", "\"fail\"")))
        .hasMessage("gates.json: verdict is fail, the gates say otherwise");
    assertThatThrownBy(() -> GateRecord.of(json.replace("\"pass\"", "\"good\"")))
        .hasMessage("verdict is good, must be pass, fail or not computed");
    assertThatThrownBy(() -> GateRecord.of("{")).hasMessageStartingWith("gates.json: ");
    assertThatThrownBy(() -> record(GOOD, GOOD)).hasMessageStartingWith("2 results of 1 gates");
    assertThatThrownBy(() -> new Force(" ", "why"))
        .hasMessage("to force a promotion give a name and a reason");
    assertThatThrownBy(() -> new Figure("error", Double.NaN))
        .hasMessage("error is NaN, must be finite");
  }
}
