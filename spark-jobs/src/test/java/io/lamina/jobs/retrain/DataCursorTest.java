package io.lamina.jobs.retrain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DataCursorTest {
  private static final FileMark A = mark("hdfs://n/a.csv", 10_000, 1);
  private static final FileMark B = mark("hdfs://n/b.csv", 20_000, 2);
  private static final FileMark C = mark("hdfs://n/c.csv", 30_000, 3);

  private static FileMark mark(String path, long bytes, long modified) {
    return new FileMark(path, bytes, modified, Optional.of("etag:" + path + modified));
  }

  private static DataCursor unlabeled(FileMark... files) {
    return new DataCursor(Map.of("unlabeled", List.of(files)));
  }

  @Test
  void isReadBackAndItsOrderMeansNothing() {
    DataCursor cursor = new DataCursor(Map.of("unlabeled", List.of(B, A), "test", List.of(C)));

    assertThat(DataCursor.parse(cursor.toJson())).isEqualTo(cursor);
    assertThat(unlabeled(A, B)).isEqualTo(unlabeled(B, A));
    assertThat(unlabeled(A, B).sha256()).isEqualTo(unlabeled(B, A).sha256());
    assertThat(unlabeled(A, B).sha256()).isNotEqualTo(unlabeled(A).sha256());
    assertThat(cursor.files("labeled")).isEmpty();
  }

  @Test
  void tellsNewFromChangedFromGone() {
    FileMark longer = mark(A.path(), 11_000, 1);
    DataChange change = unlabeled(longer, C).since(unlabeled(A, B));

    assertThat(change.added()).containsExactly(C);
    assertThat(change.changed()).containsExactly(A.path());
    assertThat(change.gone()).containsExactly(B.path());
    assertThat(change.keepsOld()).isFalse();
    assertThat(change.newInWords()).isEqualTo("1 new file, 30 kB");
    assertThat(change.oldInWords())
        .isEqualTo("1 changed (hdfs://n/a.csv), 1 gone (hdfs://n/b.csv)");
  }

  @Test
  void aFileThatWasWrittenAgainHasChanged() {
    FileMark later = mark(A.path(), A.bytes(), 7);
    assertThat(unlabeled(later).since(unlabeled(A)).changed()).containsExactly(A.path());
  }

  @Test
  void aFileThatWasTouchedHasNot() {
    FileMark touched = new FileMark(A.path(), A.bytes(), 7, A.checksum());
    assertThat(unlabeled(touched).since(unlabeled(A)).keepsOld()).isTrue();
  }

  /** An earlier Lamina noted none. */
  @Test
  void withoutChecksumsTheTimeDecides() {
    FileMark noted = new FileMark(A.path(), A.bytes(), A.modified(), Optional.empty());
    FileMark touched = new FileMark(A.path(), A.bytes(), 7, A.checksum());
    DataCursor before = DataCursor.parse(unlabeled(noted).toJson());

    assertThat(unlabeled(A).since(before).keepsOld()).isTrue();
    assertThat(unlabeled(touched).since(before).changed()).containsExactly(A.path());
  }

  @Test
  void whatSeveralSourcesReadCountsOnce() {
    DataCursor both = new DataCursor(Map.of("unlabeled", List.of(A, B), "labeled", List.of(A, B)));
    DataChange change = both.since(unlabeled(A));
    assertThat(change.added()).containsExactly(B);
    assertThat(change.keepsOld()).isTrue();
  }

  /** New labels judge; nothing is learnt from them. */
  @Test
  void whatOnlyJudgesIsNotNew() {
    DataCursor before = new DataCursor(Map.of("unlabeled", List.of(A), "test", List.of(B)));
    DataCursor now = new DataCursor(Map.of("unlabeled", List.of(A), "test", List.of(C)));
    DataChange change = now.since(before);
    assertThat(change.added()).isEmpty();
    assertThat(change.keepsOld()).isTrue();
  }

  @Test
  void toldOfManyFilesAreTheFirst() {
    FileMark[] many =
        java.util.stream.IntStream.range(0, 5)
            .mapToObj(i -> mark("f" + i, 1, 1))
            .toArray(FileMark[]::new);
    assertThat(DataCursor.none().since(unlabeled(many)).oldInWords())
        .isEqualTo("0 changed (none), 5 gone (f0, f1, f2, …)");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "{", "[]", "{}", "{\"format\":2,\"sources\":{}}", "{\"format\":1}"})
  void refusesWhatIsNoCursor(String json) {
    assertThatThrownBy(() -> DataCursor.parse(json))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("not a list of data files");
  }
}
