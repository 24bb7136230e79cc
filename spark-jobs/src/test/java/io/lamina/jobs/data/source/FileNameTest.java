package io.lamina.jobs.data.source;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FileNameTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "b.csv._COPYING_",
        "b.csv.tmp",
        "B.CSV.TMP",
        "b.temp",
        ".part-0-0.inprogress.5f3a",
        "part-0.inprogress",
        "b.csv.incomplete",
        "b.csv.partial",
        "b.csv.filepart",
        "b.csv.crdownload",
        "_temporary"
      })
  void namesOfWhatIsBeingWritten(String name) {
    assertThat(new FileName(name).isUnfinished()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"b.csv", "tmp.csv", "tmp", "a.tmp.csv", "inprogress.csv", "temporary", "_SUCCESS"})
  void namesThatOnlyResembleThem(String name) {
    assertThat(new FileName(name).isUnfinished()).isFalse();
  }

  @Test
  void aPartitionOfATableIsNotHiddenByItsFirstLetter() {
    assertThat(new FileName("_day=3").isHidden(true)).isFalse();
    assertThat(new FileName("_day=3").isHidden(false)).isTrue();
    assertThat(new FileName("_temp").isHidden(true)).isTrue();
    assertThat(new FileName(".day=3").isHidden(true)).isTrue();
    assertThat(new FileName("day_3").isHidden(false)).isFalse();
  }
}
