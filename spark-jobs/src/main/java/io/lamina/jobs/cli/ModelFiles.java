package io.lamina.jobs.cli;

import io.lamina.jobs.run.RunRecord;
import io.lamina.jobs.training.TrainedModel;
import io.lamina.zoo.network.LayerShape;
import io.lamina.zoo.network.NetworkShape;
import io.lamina.zoo.registry.ArtifactFile;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What a published version holds.
 *
 * @param model what was learnt
 * @param record of the run, up to the publication
 * @param plan the plan's YAML
 * @param report the page
 */
record ModelFiles(TrainedModel model, RunRecord record, String plan, String report) {
  static final String TEST_ERROR = "testError";
  static final String NETWORK = "network";

  /** What listings say about the version. */
  Map<String, Object> summary() {
    Map<String, Object> summary = new LinkedHashMap<>();
    record.testError().ifPresent(error -> summary.put(TEST_ERROR, error));
    summary.put(NETWORK, network());
    record.parametersSha256().ifPresent(digest -> summary.put("parametersSha256", digest));
    record.planSha256().ifPresent(digest -> summary.put("planSha256", digest));
    return summary;
  }

  /** The network's widths, such as 784-256-10. */
  private String network() {
    NetworkShape shape = model.network().shape();
    String hidden =
        shape.layers().stream()
            .map(LayerShape::units)
            .map(units -> units + "-")
            .collect(Collectors.joining());
    return shape.inputs() + "-" + hidden + shape.classes();
  }

  List<ArtifactFile> files() {
    return List.of(
        new ArtifactFile("network.zip", model.network()::writeDl4j),
        new ArtifactFile("encoder.zip", model.pretrained().encoder()::writeDl4j),
        new ArtifactFile("decoder.zip", model.pretrained().decoder()::writeDl4j),
        new ArtifactFile("preprocessing.json", out -> out.write(model.input().toJson())),
        text("plan.yaml", plan),
        text("run.json", record.toJson()),
        text("report.html", report));
  }

  private static ArtifactFile text(String name, String content) {
    return new ArtifactFile(name, out -> out.write(content.getBytes(StandardCharsets.UTF_8)));
  }
}
