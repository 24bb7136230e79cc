package io.lamina.jobs.gate;

import static org.assertj.core.api.Assertions.assertThat;

import io.lamina.jobs.gate.statistics.ErrorCount;
import io.lamina.jobs.gate.statistics.PairedErrors;
import io.lamina.runtime.device.RandomKey;
import io.lamina.zoo.plan.retrain.FloorGates;
import io.lamina.zoo.plan.retrain.GatesPlan;
import io.lamina.zoo.plan.retrain.PairedGates;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The gates that compare two models on the same rows. */
final class PairedGatesTest {
  private static final int CLASSES = 10;
  private static final PairedGates PLAN = new PairedGates(0.95, 4, 0.01, 0.02, 0.1);
  private static final TestSet FRESH = new TestSet("d1g3st", 0);
  private static final RandomKey KEY = RandomKey.of(1);

  private final Random random = new Random(1);
  private final LabelGate labels = new LabelGate(PLAN);
  private final RowGate rows = new RowGate(PLAN, KEY);
  private final ChampionGate champion = new ChampionGate(PLAN);

  private int[] labels(int count) {
    return random.ints(count, 0, CLASSES).toArray();
  }

  /** Another class for a share of the rows. */
  private int[] wrong(int[] classes, double share) {
    return Arrays.stream(classes)
        .map(c -> random.nextDouble() < share ? (c + 1 + random.nextInt(CLASSES - 1)) % CLASSES : c)
        .toArray();
  }

  @Test
  void aModelThatIsAsGoodPassesAndSaysWhy() {
    GateResult result = labels.judge(new PairedErrors(10_000, 60, 55, 200), FRESH);

    assertThat(result.verdict()).isEqualTo(Verdict.PASS);
    assertThat(result.sentence())
        .isEqualTo(
            "On 10000 labels the error is 0.026, that of the champion 0.0255; the difference lies"
                + " between -0.001533 and 0.002548, the margin is 0.01: the model is not worse.");
    assertThat(result.figure("mcNemarP").orElseThrow()).isBetween(0.7, 0.72);
    assertThat(result.figure("decision")).hasValue(1);
  }

  @Test
  void aBetterModelIsSaidToBeBetter() {
    GateResult result = labels.judge(new PairedErrors(10_000, 20, 90, 200), FRESH);

    assertThat(result.verdict()).isEqualTo(Verdict.PASS);
    assertThat(result.sentence()).endsWith(": the model is better.");
  }

  @Test
  void permutedLabelsFail() {
    int[] truth = labels(2000);
    int[] learnedFromPermuted = labels(2000);

    GateResult result =
        labels.judge(PairedErrors.of(truth, learnedFromPermuted, wrong(truth, 0.03)), FRESH);

    assertThat(result.verdict()).isEqualTo(Verdict.FAIL);
    assertThat(result.sentence())
        .endsWith("the model is worse. Look at the data and the plan of this run.");
  }

  @Test
  void theChampionThatErrsAsOftenAsBeforeLetsTheRowsJudge() {
    GateResult result = champion.judge(new ErrorCount(500, 25), new ErrorCount(1000, 130));

    assertThat(result.verdict()).isEqualTo(Verdict.PASS);
    assertThat(result.sentence()).endsWith(", 0.1 is allowed: the rows can judge.");
  }

  /** Two models that learned from shuffled labels are equally good on them: both guess. */
  @Test
  void rowsThatTheChampionNoLongerKnowsFail() {
    int[] truth = labels(500);
    int[] shuffled = labels(500);
    PairedErrors guesses = PairedErrors.of(shuffled, wrong(shuffled, 0.9), wrong(truth, 0.05));

    GateResult paired = new LabelGate(PLAN).judge(guesses, FRESH);
    GateResult result =
        champion.judge(
            new ErrorCount(500, 25),
            new ErrorCount(500, Math.round(guesses.championError() * 500)));

    assertThat(paired.figure("error").orElseThrow()).isGreaterThan(0.8);
    assertThat(result.verdict()).isEqualTo(Verdict.FAIL);
    assertThat(result.sentence())
        .startsWith("The champion's error is 0.")
        .endsWith(
            "labels or inputs are not what they were. Look at the new files; if the world has"
                + " changed, promote with --force, or raise retrain.gates.paired.largestRise.");
  }

  @Test
  void aRiseThatFewLabelsDoNotShowIsNoReason() {
    assertThat(champion.judge(new ErrorCount(20, 1), new ErrorCount(20, 5)).passes()).isTrue();
  }

  @Test
  void whatAModelErredWhenItWasJudgedIsInItsRecord() {
    GateResult judged = labels.judge(new PairedErrors(1000, 20, 30, 40), FRESH);
    GateRecord record =
        new GateRecord("id", Optional.empty(), Optional.empty(), List.of(judged), Optional.empty());

    assertThat(ChampionGate.errors(GateRecord.of(record.toJson())))
        .contains(new ErrorCount(1000, 60));
  }

  @Test
  void tooFewLabelsFailAndTheirNumberIsSaid() {
    GateResult result = labels.judge(new PairedErrors(300, 6, 5, 9), FRESH);

    assertThat(result.verdict()).isEqualTo(Verdict.FAIL);
    double needed = result.figure("labelsToDecide").orElseThrow();
    assertThat(result.sentence())
        .endsWith(
            "undecided. About "
                + (long) needed
                + " labels would have decided: add labels, or raise the margin.");
    PairedErrors more = new PairedErrors((long) (needed * 1.05), 0, 0, 0);
    long factor = more.rows() / 300;
    assertThat(labels.judge(new PairedErrors(300 * factor + 300, 6 * factor, 5 * factor, 0), FRESH))
        .matches(GateResult::passes);
  }

  @Test
  void everyDecisionOfATestSetIsStricterAndThenItIsSpent() {
    PairedErrors errors = new PairedErrors(2500, 40, 40, 0);

    double before = 0;
    for (int k = 0; k < PLAN.decisions(); k++) {
      GateResult result = labels.judge(errors, new TestSet("d1g3st", k));
      double high = result.figure("high").orElseThrow();
      assertThat(high).isGreaterThan(before);
      before = high;
    }
    GateResult spent = labels.judge(errors, new TestSet("d1g3st", PLAN.decisions()));

    assertThat(spent.verdict()).isEqualTo(Verdict.NOT_COMPUTED);
    assertThat(spent.passes()).isFalse();
    assertThat(spent.sentence())
        .isEqualTo(
            "The test set d1g3st has decided 4 times, retrain.gates.paired.decisions allows 4: give"
                + " new labels.");
  }

  /** What all decisions together spend is what the plan allows. */
  @Test
  void inAWholeBudgetAModelThatIsTooBadPassesAsRarelyAsStated() {
    PairedGates plan = new PairedGates(0.9, 32, 0.02, 0.02, 0.1);
    LabelGate gate = new LabelGate(plan);
    int wrong = 0;
    for (int set = 0; set < 250; set++) {
      int[] truth = labels(400);
      int[] champion = wrong(truth, 0.05);
      boolean passed = false;
      for (int k = 0; k < plan.decisions() && !passed; k++) {
        // Worse by the margin in truth; every night another model.
        int[] candidate = wrong(truth, 0.07);
        passed =
            gate.judge(PairedErrors.of(truth, candidate, champion), new TestSet("d", k)).passes();
      }
      wrong += passed ? 1 : 0;
    }

    assertThat(wrong / 250.0).isBetween(0.02, 0.12);
  }

  @Test
  void aModelThatIsAsGoodNearlyAlwaysPassesWithLabelsEnough() {
    int passed = 0;
    for (int night = 0; night < 200; night++) {
      int[] truth = labels(6000);
      int[] champion = wrong(truth, 0.02);
      int[] candidate = wrong(truth, 0.02);
      passed += labels.judge(PairedErrors.of(truth, candidate, champion), FRESH).passes() ? 1 : 0;
    }

    assertThat(passed).isBetween(190, 200);
  }

  private double[] errors(int count, double mean) {
    return IntStream.range(0, count)
        .mapToDouble(i -> mean * (1 + 0.3 * random.nextGaussian()))
        .map(Math::abs)
        .toArray();
  }

  /** Another model of the same rows: most of what a row's error is belongs to the row. */
  private double[] like(double[] errors, double factor) {
    return Arrays.stream(errors)
        .map(e -> e * factor * (1 + 0.05 * random.nextGaussian()))
        .toArray();
  }

  @Test
  void rowsWithoutLabelsDecideToo() {
    double[] champion = errors(1000, 8);

    GateResult good = rows.judge(RowMeasure.RECONSTRUCTION_ERROR, like(champion, 1), champion);
    GateResult better = rows.judge(RowMeasure.RECONSTRUCTION_ERROR, like(champion, 0.9), champion);
    GateResult worse = rows.judge(RowMeasure.RECONSTRUCTION_ERROR, like(champion, 1.1), champion);

    assertThat(good.verdict()).isEqualTo(Verdict.PASS);
    assertThat(good.sentence()).endsWith(": the model is not worse.");
    assertThat(better.sentence()).endsWith(": the model is better.");
    assertThat(worse.verdict()).isEqualTo(Verdict.FAIL);
    assertThat(worse.sentence()).contains("the model is worse. Look at");
  }

  @Test
  void ofALikelihoodMoreIsBetter() {
    double[] champion = Arrays.stream(errors(1000, 90)).map(value -> -value).toArray();

    assertThat(rows.judge(RowMeasure.PSEUDO_LIKELIHOOD, like(champion, 1.1), champion).passes())
        .isFalse();
    assertThat(rows.judge(RowMeasure.PSEUDO_LIKELIHOOD, like(champion, 0.9), champion).sentence())
        .endsWith(": the model is better.");
  }

  @Test
  void aVerdictOfRowsReplaysToTheBit() {
    double[] champion = errors(700, 8);
    double[] candidate = like(champion, 1.005);

    GateResult once = rows.judge(RowMeasure.RECONSTRUCTION_ERROR, candidate, champion);

    assertThat(new RowGate(PLAN, KEY).judge(RowMeasure.RECONSTRUCTION_ERROR, candidate, champion))
        .isEqualTo(once);
  }

  @Test
  void tooFewRowsAreUndecided() {
    double[] champion = errors(100, 8);
    double[] candidate = IntStream.range(0, 100).mapToDouble(i -> champion[99 - i]).toArray();

    GateResult result = rows.judge(RowMeasure.RECONSTRUCTION_ERROR, candidate, champion);

    assertThat(result.verdict()).isEqualTo(Verdict.FAIL);
    assertThat(result.sentence())
        .contains("undecided. About ")
        .endsWith(" rows would have decided: hold out more, or raise the margin.");
  }

  @Test
  void rowsThatCannotBeComparedAreNotComputed() {
    double[] champion = errors(200, 8);
    double[] broken = champion.clone();
    broken[17] = Double.NaN;

    assertThat(rows.judge(RowMeasure.RECONSTRUCTION_ERROR, broken, champion))
        .isEqualTo(
            GateResult.notComputed(
                "rows",
                "The reconstruction error of row 17 is NaN, with the champion "
                    + champion[17]
                    + ": look at this row, and train with a lower learning rate if there are"
                    + " many."));
    assertThat(rows.judge(RowMeasure.RECONSTRUCTION_ERROR, errors(199, 8), champion).sentence())
        .isEqualTo("The model has 199 rows, the champion has 200: measure both on the same rows.");
    assertThat(rows.judge(RowMeasure.RECONSTRUCTION_ERROR, new double[99], new double[99]))
        .extracting(GateResult::verdict)
        .isEqualTo(Verdict.NOT_COMPUTED);
  }

  /** Of a hundred good and a hundred bad models: those worse by twice the margin never pass. */
  @Test
  void withoutLabelsGoodModelsPassAndBadOnesDoNot() {
    int good = 0;
    int bad = 0;
    for (int i = 0; i < 100; i++) {
      double[] champion = errors(400, 8);
      good +=
          rows.judge(RowMeasure.RECONSTRUCTION_ERROR, like(champion, 1), champion).passes() ? 1 : 0;
      bad +=
          rows.judge(RowMeasure.RECONSTRUCTION_ERROR, like(champion, 1.04), champion).passes()
              ? 1
              : 0;
    }

    assertThat(good).isGreaterThanOrEqualTo(95);
    assertThat(bad).isZero();
  }

  private FloorGate floor(double components) {
    GatesPlan usual = GatesPlan.usual();
    return new FloorGate(
        new GatesPlan(PLAN, usual.structure(), usual.inputs(), new FloorGates(0.5, components)),
        KEY);
  }

  @Test
  void theFirstClassifierMustBeBetterThanTheMostFrequentClass() {
    int[] truth =
        IntStream.range(0, 500).map(i -> i % 5 == 0 ? 1 + random.nextInt(3) : 7).toArray();
    int[] guessing = new int[500];
    Arrays.fill(guessing, 7);

    GateResult learned = floor(0.1).labels(truth, wrong(truth, 0.05), FRESH);
    GateResult guessed = floor(0.1).labels(truth, guessing, FRESH);

    assertThat(learned.verdict()).isEqualTo(Verdict.PASS);
    assertThat(learned.sentence()).contains("that of the most frequent class 0.2;");
    assertThat(guessed.verdict()).isEqualTo(Verdict.FAIL);
  }

  /** Equally good at guessing: the champion's gate alone might let the model pass. */
  @Test
  void besideAChampionThatGuessesTooTheLabelsAreBlamed() {
    int[] shuffled = labels(500);
    int[] champion = wrong(labels(500), 0.05);

    GateResult result =
        floor(0.1)
            .labels(shuffled, champion, champion, Optional.of(new ErrorCount(500, 21)), FRESH);
    GateResult unknown = floor(0.1).labels(shuffled, champion, champion, Optional.empty(), FRESH);

    PairedErrors same = PairedErrors.of(shuffled, champion, champion);
    assertThat(labels.judge(same, FRESH).passes()).isTrue();
    assertThat(result.verdict()).isEqualTo(Verdict.FAIL);
    assertThat(result.sentence())
        .startsWith(
            "Nothing in these rows tells the classes apart, neither for the model nor for the"
                + " champion (its error is 0."
                + Math.round(same.championError() * 1000))
        .contains(", its record says 0.042): look at the labels of the new files. On 500 labels ");
    assertThat(unknown.sentence())
        .contains("(its error is 0.")
        .contains("): look at the labels of the new files.")
        .doesNotContain("record");
    assertThat(result.figure("decision")).hasValue(1);
  }

  @Test
  void besideAChampionThatKnowsTheRowsTheModelIsBlamed() {
    int[] truth = labels(500);
    int[] champion = wrong(truth, 0.05);

    GateResult guesses = floor(0.1).labels(truth, labels(500), champion, Optional.empty(), FRESH);
    GateResult knows =
        floor(0.1).labels(truth, wrong(truth, 0.04), champion, Optional.empty(), FRESH);

    assertThat(guesses.verdict()).isEqualTo(Verdict.FAIL);
    assertThat(guesses.sentence())
        .startsWith("The champion tells the classes of these rows apart (its error is 0.0")
        .contains("), the model does not. On 500 labels the error is ");
    assertThat(knows.verdict()).isEqualTo(Verdict.PASS);
    assertThat(knows.sentence()).startsWith("On 500 labels the error is 0.0");
  }

  @Test
  void theFloorBesideAChampionOfASpentTestSetIsNotComputed() {
    int[] truth = labels(500);

    GateResult spent =
        floor(0.1).labels(truth, truth, truth, Optional.empty(), new TestSet("d1g3st", 4));

    assertThat(spent.verdict()).isEqualTo(Verdict.NOT_COMPUTED);
    assertThat(spent.sentence()).startsWith("The test set d1g3st has decided 4 times");
  }

  /** What a plan has no key for is not advised. */
  @Test
  void aFloorThatIsNotDecidedAdvisesNoMargin() {
    int[] truth =
        IntStream.range(0, 300).map(i -> i % 20 == 0 ? 1 + random.nextInt(3) : 7).toArray();
    int[] guessing = new int[300];
    Arrays.fill(guessing, 7);

    assertThat(floor(0.1).labels(truth, guessing, FRESH).sentence())
        .endsWith(
            "undecided. No number of labels decides a difference so close to the margin: the model"
                + " is no better. Look at the data and the plan of this run.");
    guessing[0] = truth[0];
    assertThat(floor(0.1).labels(truth, guessing, FRESH).sentence())
        .endsWith(" labels would have decided: add labels.");
  }

  /** A version that could not be compared was judged by the floor. */
  @Test
  void whatAModelErredIsInItsRecordAlsoBesideAGateThatWasNotComputed() {
    GateResult judged = floor(0.1).labels(new int[] {0, 1, 1, 2}, new int[] {0, 1, 1, 1}, FRESH);
    GateRecord record =
        new GateRecord(
            "id",
            Optional.empty(),
            Optional.empty(),
            List.of(GateResult.notComputed("labels", "The champion does not classify."), judged),
            Optional.empty());

    assertThat(ChampionGate.errors(record)).contains(new ErrorCount(4, 1));
  }

  @Test
  void theFirstAutoencoderMustBeBetterThanPrincipalComponents() {
    float[][] data = new float[400][12];
    for (float[] row : data) {
      double angle = 2 * Math.PI * random.nextDouble();
      for (int i = 0; i < row.length; i++) {
        row[i] = (float) (Math.sin(angle * (1 + i / 6) + i) + 0.05 * random.nextGaussian());
      }
    }
    // The curve has one dimension: an encoder that knows it errs by the noise alone.
    double[] curve = IntStream.range(0, 400).mapToDouble(i -> 12 * 0.05 * 0.05).toArray();
    double[] nothing = IntStream.range(0, 400).mapToDouble(i -> 6).toArray();

    GateResult good = floor(1).rows(curve, data, data, 2);
    GateResult bad = floor(1).rows(nothing, data, data, 2);

    assertThat(good.verdict()).isEqualTo(Verdict.PASS);
    assertThat(good.sentence()).contains("that of 2 principal components 2.73;");
    assertThat(bad.verdict()).isEqualTo(Verdict.FAIL);
    // Components enough reconstruct everything: no model is better.
    assertThat(floor(1).rows(curve, data, data, 12).passes()).isFalse();
    assertThat(floor(0.1).rows(curve, data, data, 12).sentence())
        .contains("that of 2 principal components");
  }
}
