package io.lamina.parameters.part;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.OptionalInt;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StripesTest {
  @ParameterizedTest
  @CsvSource({"1, 4", "8193, 4", "1000003, 1", "1000003, 3", "1000003, 64"})
  void everyValueOfAPartIsInOnePiece(int length, int processors) {
    int low = length / 3;
    int high = length - length / 7;
    byte[] seen = new byte[length];
    new Stripes(length, processors)
        .each(
            stripe ->
                stripe.pieces(
                    low,
                    high,
                    (offset, count) -> {
                      for (int i = offset; i < offset + count; i++) {
                        seen[i]++;
                      }
                    }));

    for (int i = 0; i < length; i++) {
      assertThat(seen[i]).isEqualTo((byte) (i >= low && i < high ? 1 : 0));
    }
  }

  @ParameterizedTest
  @CsvSource({"10, 1", "1000003, 3"})
  void theFirstOfAllStripesFindsIsFound(int length, int processors) {
    Stripes stripes = new Stripes(length, processors);

    assertThat(stripes.first(stripe -> OptionalInt.of(stripe.to()))).hasValue(length / processors);
    assertThat(stripes.first(stripe -> OptionalInt.empty())).isEmpty();
  }
}
