package io.lamina.jobs.training.study;

import static java.util.stream.Collectors.joining;

import io.lamina.jobs.data.shards.ShardedDataset;
import io.lamina.jobs.report.pictures.Classified;
import io.lamina.jobs.report.pictures.Inputs;
import io.lamina.jobs.report.pictures.LayerPictures;
import io.lamina.jobs.report.pictures.Mistake;
import io.lamina.jobs.report.pictures.Occlusions;
import io.lamina.jobs.report.pictures.Reconstructed;
import io.lamina.jobs.report.pictures.Reconstruction;
import io.lamina.jobs.report.pictures.ReportPictures;
import io.lamina.jobs.report.pictures.SampledExamples;
import io.lamina.jobs.training.sample.SentExamples;
import io.lamina.jobs.training.sample.Study;
import io.lamina.jobs.training.sample.StudyTasks;
import io.lamina.jobs.training.work.Computed;
import io.lamina.zoo.network.TrainedNetwork;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/** Picks what a report shows of a model, by a few held-out examples. Used once. */
public final class Samples {
  private final StudyTasks tasks;
  private final ShardedDataset test;
  private final SentExamples examples;
  private final SortedSet<String> devices = new TreeSet<>();

  public Samples(StudyTasks tasks, ShardedDataset test) {
    this.tasks = tasks;
    this.test = test;
    this.examples = SentExamples.of(test);
  }

  /**
   * Everything that there is to show, and on what it was computed.
   *
   * @param fineTuned whether the model's encoder and decoder are fine-tuned
   */
  public Computed<ReportPictures> of(
      TrainedModel model, boolean fineTuned, GeneratedExamples generated) {
    ReportPictures pictures =
        new ReportPictures(
            new Inputs(test.image(), model.input().inputNames()),
            layers(model.pretrained().encoder()),
            new Reconstructed(reconstructions(model), fineTuned),
            model.classifier().map(this::classified).orElse(Classified.none()),
            samples(generated));
    return new Computed<>(pictures, devices.stream().collect(joining(", ")));
  }

  private List<LayerPictures> layers(TrainedNetwork encoder) {
    SentExamples sent = examples;
    return found(
        device ->
            new UnitStudy(encoder.stack(), encoder.parameters(), sent.examples(), device).layers());
  }

  private List<Reconstruction> reconstructions(TrainedModel model) {
    SentExamples sent = examples;
    TrainedNetwork encoder = model.encoder();
    TrainedNetwork decoder = model.decoder();
    return found(device -> new ReconstructionStudy(encoder, decoder).of(sent.examples(), device));
  }

  private Classified classified(TrainedNetwork classifier) {
    SentExamples sent = examples;
    List<Mistake> mistakes =
        found(device -> new MistakeStudy(classifier).of(sent.examples(), device));
    return new Classified(
        mistakes,
        test.image()
            .map(image -> occlusions(new OcclusionStudy(classifier, image.shape()), mistakes))
            .orElse(Occlusions.none()));
  }

  private Occlusions occlusions(OcclusionStudy study, List<Mistake> mistakes) {
    SentExamples sent = examples;
    return found(device -> study.of(sent.examples(), mistakes, device));
  }

  private SampledExamples samples(GeneratedExamples generated) {
    SentExamples sent = examples;
    return generated.any()
        ? found(device -> generated.from(sent.examples(), device))
        : SampledExamples.none();
  }

  private <T> T found(Study<T> study) {
    Computed<T> found = tasks.find(study);
    devices.add(found.device());
    return found.result();
  }
}
