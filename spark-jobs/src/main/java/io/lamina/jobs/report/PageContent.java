package io.lamina.jobs.report;

import io.lamina.jobs.report.pictures.ReportPictures;
import io.lamina.jobs.run.RunRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What the template shows: a method for each section, by its name there. */
record PageContent(
    PageAssets assets,
    RunRecord run,
    String plan,
    ReportPictures pictures,
    Optional<Judgement> judgement) {
  Headline headline() {
    return Headline.of(run);
  }

  Optional<String> missing() {
    return pictures.missing();
  }

  Optional<Curves> curves() {
    return Curves.of(run);
  }

  Optional<LayerStates> layerStates() {
    return LayerStates.of(run);
  }

  Optional<Comparisons> comparisons() {
    return Comparisons.of(run);
  }

  Optional<LabelCurve> labelCurve() {
    return LabelCurve.of(run);
  }

  Optional<Units> units() {
    return Units.of(pictures);
  }

  Optional<Reconstructions> reconstructions() {
    return Reconstructions.of(pictures);
  }

  Optional<Generated> samples() {
    return Generated.of(pictures);
  }

  Optional<Likelihood> likelihood() {
    return Likelihood.of(run);
  }

  Optional<Confusion> confusion() {
    return run.results().test().evaluation().map(Confusion::of);
  }

  Optional<Mistakes> mistakes() {
    return Mistakes.of(pictures, run.results().test().evaluation());
  }

  Optional<OcclusionMaps> occlusions() {
    return OcclusionMaps.of(pictures, run.results().test().evaluation());
  }

  Optional<Times> times() {
    return Times.of(run);
  }

  Optional<Workers> workers() {
    return Workers.of(run);
  }

  Provenance provenance() {
    return Provenance.of(run);
  }

  /** The charts for the page's script, in the order of their places. */
  Optional<String> charts() {
    List<Chart> all = new ArrayList<>();
    curves().ifPresent(drawn -> all.addAll(drawn.charts()));
    labelCurve().ifPresent(drawn -> all.add(drawn.chart()));
    return all.isEmpty() ? Optional.empty() : Optional.of(Chart.json(all));
  }
}
