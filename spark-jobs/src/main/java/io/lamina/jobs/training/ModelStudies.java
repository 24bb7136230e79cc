package io.lamina.jobs.training;

import io.lamina.jobs.data.shards.ShardedDataset;
import io.lamina.jobs.report.pictures.ReportPictures;
import io.lamina.jobs.run.Phase;
import io.lamina.jobs.training.study.GeneratedExamples;
import io.lamina.jobs.training.study.LikelihoodStudy;
import io.lamina.jobs.training.study.ReportStudy;
import io.lamina.jobs.training.study.Samples;
import io.lamina.jobs.training.study.TestExamples;
import io.lamina.jobs.training.study.TrainedModel;
import io.lamina.runtime.device.Device;
import io.lamina.runtime.device.DeviceAddresses;
import io.lamina.runtime.device.Devices;
import io.lamina.runtime.device.RandomKey;
import io.lamina.zoo.network.PretrainedStack;
import io.lamina.zoo.plan.DeviceKind;
import io.lamina.zoo.plan.TrainingPlan;

/** What the report shows of a trained model, looked at in the driver on the run's device. */
final class ModelStudies {
  private final TrainingPlan plan;
  private final DeviceKind device;
  private final ShardedDataset test;
  private final RunOutput output;
  private final ReportStudy study;

  ModelStudies(TrainingPlan plan, DeviceKind device, ShardedDataset test, RunOutput output) {
    this.plan = plan;
    this.device = device;
    this.test = test;
    this.output = output;
    this.study = new ReportStudy(output.progress()::note);
  }

  /** Makes the pictures, and adds the figures to the run's record. */
  ReportPictures of(TrainedModel model) {
    ReportPictures pictures =
        output.timed(Phase.REPORT, () -> study.pictures(() -> pictures(model)));
    study.figures(
        "likelihood", () -> output.timed(Phase.EVALUATE, () -> likelihood(model.pretrained())));
    return pictures;
  }

  private ReportPictures pictures(TrainedModel model) {
    boolean fineTuned = plan.fineTune().isPresent() && !plan.classifies();
    GeneratedExamples generated =
        new GeneratedExamples(plan.layers(), model.pretrained(), key("generated"));
    return new Samples(model, fineTuned, test, generated, here()).pictures();
  }

  private void likelihood(PretrainedStack stack) {
    new LikelihoodStudy(key("likelihood"))
        .of(
            plan.layers().get(0),
            stack.layers().get(0),
            TestExamples.of(test.blocks().take(Samples.BLOCKS)),
            here())
        .ifPresent(output.record()::likelihood);
  }

  private Device here() {
    return Devices.find().here(device, DeviceAddresses.none());
  }

  private RandomKey key(String part) {
    return RandomKey.of(plan.seed()).with(part);
  }
}
