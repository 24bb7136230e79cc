package io.lamina.jobs.training.study;

import static org.assertj.core.api.Assertions.assertThat;

import io.lamina.jobs.report.pictures.ReportPictures;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What goes wrong when a model is looked at for its report. */
class ReportStudyTest {
  private final List<String> warnings = new ArrayList<>();
  private final ReportStudy study = new ReportStudy(warnings::add);

  @Test
  void picturesThatCannotBeMadeAreMissingWithTheReason() {
    ReportPictures pictures =
        study.pictures(
            () -> {
              throw new IllegalStateException("cannot compute as cpu-avx512\nand more");
            });

    assertThat(pictures.missing()).contains("cannot compute as cpu-avx512");
    assertThat(warnings)
        .containsExactly(
            "warning: the report has no pictures: cannot compute as cpu-avx512 (the log says"
                + " more)");
  }

  @Test
  void figuresThatTakeTooMuchMemoryAreLeftOut() {
    study.figures(
        "likelihood",
        () -> {
          throw new OutOfMemoryError("Java heap space");
        });

    assertThat(warnings).singleElement().asString().contains("no likelihood: Java heap space");
  }

  @Test
  void picturesThatCanBeMadeAreShown() {
    assertThat(study.pictures(ReportPictures::none).missing()).isEmpty();
    assertThat(warnings).isEmpty();
  }
}
