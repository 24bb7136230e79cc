package io.lamina.parameters;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class StageSpecTest {
  private static StageSpec spec(String name, int shards, int rounds, int length, int outer) {
    return new StageSpec(
        name, "train slower", shards, rounds, length, outer, OuterOptimizer.average(), 10);
  }

  @Test
  void whatNoStageCanBeIsRefusedWithItsValue() {
    assertThat(spec("s", 1, 1, StageSpec.MAX_LENGTH, 0).length()).isEqualTo(536_870_911);
    assertThatThrownBy(() -> spec("s", 1, 1, StageSpec.MAX_LENGTH + 1, 1))
        .hasMessageContaining("a vector of 536870912 values");
    assertThatThrownBy(() -> spec("s", 0, 2, 3, 1)).hasMessageContaining("are 0, 2, 3, 10");
    assertThatThrownBy(() -> spec("s", 1, 0, 3, 1)).hasMessageContaining("are 1, 0, 3, 10");
    assertThatThrownBy(() -> spec("s", 1, 1, 3, 4)).hasMessageContaining("outerLength is 4 of 3");
    assertThatThrownBy(() -> spec(" ", 1, 1, 3, 3)).hasMessageContaining("name");
    assertThatThrownBy(() -> spec("ü".repeat(128), 1, 1, 3, 3)).hasMessageContaining("255 bytes");
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
