package io.lamina.jobs.training;

import io.lamina.jobs.data.DividedData;
import io.lamina.jobs.data.shards.ShardedDataset;
import io.lamina.jobs.run.LayerHealth;
import io.lamina.jobs.run.LayerRecord;
import io.lamina.jobs.training.inference.ShardEncoder;
import io.lamina.jobs.training.sample.StudyTasks;
import io.lamina.jobs.training.stage.StageResult;
import io.lamina.jobs.training.study.LayerStudy;
import io.lamina.jobs.training.study.ReportStudy;
import io.lamina.jobs.training.work.StageWork;
import io.lamina.zoo.geometry.Pretrained;
import io.lamina.zoo.geometry.Shape;
import io.lamina.zoo.network.PretrainedLayer;
import io.lamina.zoo.network.PretrainedStack;
import io.lamina.zoo.plan.TrainingPlan;
import io.lamina.zoo.plan.layer.LayerPlan;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/** Trains layer after layer, each by the codes of the one below. */
final class Pretraining {
  private final TrainingPlan plan;
  private final RunPlace place;
  private final ShownStages stages;
  private final RunOutput output;
  private final LayerBeginning starts;
  private final ShardEncoder encoder;
  private final LayerStudy layers;
  private final ReportStudy study;

  /**
   * @param starts what the layers begin from
   */
  Pretraining(
      TrainingPlan plan,
      RunPlace place,
      ShownStages stages,
      RunOutput output,
      LayerBeginning starts) {
    this.plan = plan;
    this.place = place;
    this.stages = stages;
    this.output = output;
    this.starts = starts;
    this.encoder = new ShardEncoder(place.cluster().spark(), place.device());
    this.layers = new LayerStudy(new StudyTasks(place.cluster().spark(), place.device()));
    this.study = new ReportStudy(output.progress()::note);
  }

  /**
   * The trained layers. Closes the examples as soon as no layer reads them.
   *
   * @param reread whether somebody reads the unlabeled examples later, and closes them
   */
  PretrainedStack of(DividedData unlabeled, boolean reread) {
    List<PretrainedLayer> trained = new ArrayList<>();
    DividedData input = unlabeled;
    Shape shape = unlabeled.learned().shape();
    for (int k = 0; k < plan.layers().size(); k++) {
      PretrainedLayer layer = layer(k, shape, input);
      trained.add(layer);
      if (k + 1 < plan.layers().size()) {
        DividedData codes = codes(input, layer);
        if (!input.equals(unlabeled) || !reread) {
          input.close();
        }
        input = codes;
        shape = layer.layer().output();
      }
    }
    if (!input.equals(unlabeled)) {
      input.close();
    }
    return new PretrainedStack(trained);
  }

  private PretrainedLayer layer(int k, Shape shape, DividedData input) {
    LayerPlan layer = plan.layers().get(k);
    new DataNotes(plan, output).spread(k, input.learned());
    float[] initial = starts.of(k, shape, input.learned());
    StageResult result = stages.train(new StageWork.Pretraining(k, shape), input, initial);
    Pretrained learnt = layer.pretrained(shape, plan.inputActivation(k));
    PretrainedLayer made = new PretrainedLayer(learnt, result.vector());
    Optional<LayerHealth> health = health(k, made, input.learned());
    output.record().layer(new LayerRecord(layer.kind(), layer.units(), result.curve(), health));
    output.record().device(result.device());
    return made;
  }

  /** What the layer has come to, told at once; a study that fails fails alone. */
  private Optional<LayerHealth> health(int k, PretrainedLayer layer, ShardedDataset input) {
    AtomicReference<LayerHealth> found = new AtomicReference<>();
    study.figures("state of layer " + (k + 1), () -> found.set(layers.of(layer, input)));
    Optional<LayerHealth> health = Optional.ofNullable(found.get());
    health.ifPresent(
        it -> {
          output.progress().note("layer " + (k + 1) + ": " + it.line());
          it.troubles("layers[" + k + "]").forEach(output::warn);
        });
    return health;
  }

  /** The codes of a layer, held by the executors. */
  private DividedData codes(DividedData input, PretrainedLayer layer) {
    return new DividedData(
        codes(input.learned(), layer), input.heldOut().map(data -> codes(data, layer)), true);
  }

  private ShardedDataset codes(ShardedDataset input, PretrainedLayer layer) {
    ShardedDataset codes = encoder.encode(input, layer.encoder());
    codes.materialize(place.tasks(input.shards()));
    return codes;
  }
}
