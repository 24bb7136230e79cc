package io.lamina.jobs.training.recheck;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class OpinionsTest {
  /** Each is an executor's letter and a digest. */
  private static Opinions of(String... said) {
    Opinions opinions = new Opinions();
    for (String each : said) {
      opinions.add(each.substring(0, 1), Long.parseLong(each.substring(1)));
    }
    return opinions;
  }

  @Test
  void theMajorityIsRight() {
    assertThat(of("a1", "b2", "c2").wrong()).containsExactly("a");
    assertThat(of("a1", "b2", "c2", "d3").wrong()).containsExactly("a", "d");
  }

  @Test
  void ofTwoNobodyKnows() {
    assertThat(of("a1", "b2").wrong()).isEmpty();
    assertThat(of("a1", "b2", "c1", "d2").wrong()).isEmpty();
  }

  @Test
  void whoSaysThisAndThatIsWrongEvenIfAllAgreeInTheEnd() {
    assertThat(of("a1", "b2", "a2", "b2").wrong()).containsExactly("a");
    assertThat(of("a1", "b2", "a3", "b2").wrong()).containsExactly("a");
  }

  @Test
  void aloneItIsNotSaidToBeWrong() {
    assertThat(of("a1", "a2").wrong()).isEmpty();
  }

  @Test
  void tasksOfAnExecutorThatAreWrongInTheSameWayHaveOneVoice() {
    assertThat(of("a1", "a1", "a1", "b2", "c2").wrong()).containsExactly("a");
  }

  @Test
  void agreementIsOfAll() {
    assertThat(of("a1", "b1").agree()).isTrue();
    assertThat(of("a1", "b1", "b2").agree()).isFalse();
  }
}
