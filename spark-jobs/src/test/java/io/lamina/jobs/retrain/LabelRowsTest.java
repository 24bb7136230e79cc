package io.lamina.jobs.retrain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class LabelRowsTest {
  private static final LabelRows OLD = LabelRows.of(Map.of("a.png", "cat", "b.png", "dog"));

  private static LabelRows.Difference since(Map<String, String> texts) {
    return LabelRows.of(texts).since(OLD);
  }

  @Test
  void newRowsAreNoDifference() {
    assertThat(since(Map.of("a.png", "cat", "b.png", "dog", "c.png", "cat")).isNone()).isTrue();
  }

  @Test
  void anotherLabelAndAMissingRowAreDifferences() {
    Map<String, String> texts = Map.of("a.png", "dog", "c.png", "cat");

    assertThat(since(texts)).isEqualTo(new LabelRows.Difference(1, 1));
    assertThat(LabelRows.of(texts).changed(texts, OLD)).containsExactly("a.png");
  }

  /** Of several names of an image in the table, the longest counts. */
  @Test
  void aNewRowThatMayTakeTheOldOnesPlaceIsADifference() {
    assertThat(since(Map.of("a.png", "cat", "b.png", "dog", "pets/a.png", "dog")))
        .isEqualTo(new LabelRows.Difference(1, 0));
    assertThat(since(Map.of("a.png", "cat", "b.png", "dog", "pets/aa.png", "dog")).isNone())
        .isTrue();
    LabelRows withoutEnding = LabelRows.of(Map.of("pets/a", "cat"));
    assertThat(
            LabelRows.of(Map.of("pets/a", "cat", "my/pets/a.png", "dog"))
                .since(withoutEnding)
                .changed())
        .isEqualTo(1);
  }

  @Test
  void manyRowsAreReadBackFromLines() {
    Map<String, String> texts = new TreeMap<>();
    for (int i = 0; i < 1500; i++) {
      texts.put("image " + i, "class " + i % 7);
    }
    LabelRows rows = LabelRows.of(texts);

    assertThat(rows.text()).hasSize(3);
    assertThat(LabelRows.parse(rows.text())).isEqualTo(rows).hasSameHashCodeAs(rows);
    assertThat(LabelRows.of(Map.of())).isEqualTo(LabelRows.parse(List.of())).isNotEqualTo(rows);
    texts.put("image 1499", "class 7");
    assertThat(LabelRows.of(texts)).isNotEqualTo(rows);
  }

  @Test
  void refusesHalfARow() {
    assertThatThrownBy(() -> LabelRows.parse(List.of("AAAAAAAA")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("the rows of a table of labels are 6 bytes, must be a multiple of 12");
  }
}
