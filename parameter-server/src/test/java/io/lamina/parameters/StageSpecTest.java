package io.lamina.parameters;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class StageSpecTest {
  private static StageSpec named(String name) {
    return Specs.of(
        name,
        RoundsSpec.synchronous(1, 1, 10),
        VectorSpec.ofParameters(3),
        OuterOptimizer.average());
  }

  @Test
  void aNameNoStageCanHaveIsRefused() {
    assertThat(named("ü".repeat(127)).stage()).hasSize(127);
    assertThatThrownBy(() -> named(" ")).hasMessageContaining("name");
    assertThatThrownBy(() -> named("ü".repeat(128))).hasMessageContaining("255 bytes");
  }

  @Test
  void aVectorThatFitsNoBufferIsRefusedWithItsLengths() {
    int most = VectorSpec.MAX_LENGTH;
    assertThat(most).isEqualTo(536_870_911);
    assertThat(new VectorSpec(most - 2, 0, 2).pushLength()).isEqualTo(most);
    assertThatThrownBy(() -> new VectorSpec(most + 1, 1, 0))
        .hasMessageContaining("a vector of 536870912 values and a shard's state of 0");
    assertThatThrownBy(() -> new VectorSpec(most - 2, 0, 3))
        .hasMessageContaining("a vector of 536870909 values and a shard's state of 3");
    assertThatThrownBy(() -> new VectorSpec(1, 0, Integer.MAX_VALUE))
        .hasMessageContaining("a shard's state of 2147483647");
    assertThatThrownBy(() -> new VectorSpec(1, 0, -1))
        .hasMessageContaining("a shard's state of -1");
    assertThatThrownBy(() -> new VectorSpec(0, 0, 0)).hasMessageContaining("a vector of 0 values");
    assertThatThrownBy(() -> new VectorSpec(3, 4, 0)).hasMessageContaining("outerLength is 4 of 3");
    assertThatThrownBy(() -> new VectorSpec(3, -1, 0))
        .hasMessageContaining("outerLength is -1 of 3");
  }

  @Test
  void roundsThatCannotBeAreRefusedWithTheirNumbers() {
    assertThatThrownBy(() -> RoundsSpec.synchronous(0, 2, 10))
        .hasMessageContaining("2 rounds of 0 shards with up to 10 examples");
    assertThatThrownBy(() -> RoundsSpec.synchronous(1, 0, 10))
        .hasMessageContaining("0 rounds of 1 shards");
    assertThatThrownBy(() -> RoundsSpec.synchronous(1, 2, 0))
        .hasMessageContaining("up to 0 examples");
    assertThat(new RoundsSpec(1, 2, 10, 64).staleness()).isEqualTo(64);
    assertThatThrownBy(() -> new RoundsSpec(1, 2, 10, 65))
        .hasMessage("staleness is 65, must be 0 to 64");
    assertThatThrownBy(() -> new RoundsSpec(1, 2, 10, -1)).hasMessageContaining("staleness is -1");
  }

  @Test
  void itsNumbersAreThoseOfItsVectorAndItsRounds() {
    RoundsSpec rounds = new RoundsSpec(3, 8, 1000, 2);
    VectorSpec vector = new VectorSpec(50, 30, 4);
    StageSpec moving = Specs.of(rounds, vector, OuterOptimizer.nesterov(0.7, 0.9));
    assertThat(moving.velocityLength()).isEqualTo(30);
    assertThat(moving.stateValues()).isEqualTo(50 + 30 + 3 * 4);
    assertThat(moving.bytes()).isEqualTo(4584);
    assertThat(moving.pushBytes()).isEqualTo(4 * 54);

    StageSpec plain = Specs.of(rounds, vector, OuterOptimizer.average());
    assertThat(plain.velocityLength()).isZero();
    assertThat(plain.stateValues()).isEqualTo(50 + 3 * 4);
  }

  @Test
  void aPushThatCannotBeIsRefusedWithItsNumbers() {
    assertThatThrownBy(() -> new PushId("s", 1, -1, 2)).hasMessageContaining("round -1, shard 2");
    assertThatThrownBy(() -> new PushId("s", 1, 1, -2)).hasMessageContaining("round 1, shard -2");
    assertThatThrownBy(() -> Pushes.of(new PushId("s", 1, 0, 0), 0))
        .hasMessageContaining("0 examples");
    assertThatThrownBy(() -> new LossSum(1, -1)).hasMessageContaining("-1 examples");
  }

  @Test
  void anOuterOptimizerOutOfItsRangeIsRefused() {
    assertThat(OuterOptimizer.average()).isEqualTo(new OuterOptimizer(1, 0));
    for (double rate : new double[] {0, -1, 101, Double.NaN}) {
      assertThatThrownBy(() -> OuterOptimizer.nesterov(rate, 0.5))
          .hasMessageContaining("learningRate is " + rate);
    }
    for (double momentum : new double[] {1, -0.1, Double.NaN}) {
      assertThatThrownBy(() -> OuterOptimizer.nesterov(1, momentum))
          .hasMessageContaining("momentum is " + momentum);
    }
  }

  @Test
  void aTokenIsNeverPrinted() {
    Token token = Token.random();
    assertThat(token.toString()).isEqualTo("Token[hidden]");
    assertThat(token.matches(Token.of(token.bytes()).bytes())).isTrue();
    assertThat(token.matches(Token.random().bytes())).isFalse();
    token.bytes()[0]++;
    assertThat(Token.of(token.bytes()).matches(token.bytes())).isTrue();
    assertThatThrownBy(() -> Token.of(new byte[31])).hasMessageContaining("31");
  }
}
