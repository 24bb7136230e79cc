package io.lamina.jobs.training;

import io.lamina.jobs.data.shards.ShardedDataset;
import io.lamina.jobs.report.pictures.ReportPictures;
import io.lamina.jobs.run.Phase;
import io.lamina.jobs.training.sample.StudyTasks;
import io.lamina.jobs.training.study.GeneratedExamples;
import io.lamina.jobs.training.study.LikelihoodStudy;
import io.lamina.jobs.training.study.ReportStudy;
import io.lamina.jobs.training.study.Samples;
import io.lamina.jobs.training.study.TrainedModel;
import io.lamina.jobs.training.work.Computed;
import io.lamina.runtime.device.RandomKey;
import io.lamina.zoo.network.PretrainedStack;
import io.lamina.zoo.plan.TrainingPlan;

/** What the report shows of a trained model, looked at on the executors. */
final class ModelStudies {
  private final TrainingPlan plan;
  private final StudyTasks tasks;
  private final ShardedDataset test;
  private final RunOutput output;
  private final ReportStudy study;

  ModelStudies(TrainingPlan plan, RunPlace place, ShardedDataset test, RunOutput output) {
    this.plan = plan;
    this.tasks = new StudyTasks(place.cluster().spark(), place.device());
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
        GeneratedExamples.of(plan.layers(), model.pretrained(), key("generated"));
    Computed<ReportPictures> pictures = new Samples(tasks, test).of(model, fineTuned, generated);
    output.record().reportDevice(pictures.device());
    return pictures.result();
  }

  private void likelihood(PretrainedStack stack) {
    new LikelihoodStudy(tasks, key("likelihood"))
        .of(plan.layers().get(0), stack.layers().get(0), test)
        .ifPresent(output.record()::likelihood);
  }

  private RandomKey key(String part) {
    return RandomKey.of(plan.seed()).with(part);
  }
}
