package io.lamina.jobs.cli.job;

import io.lamina.jobs.drift.sketches.VersionSketches;
import io.lamina.jobs.run.Evaluation;
import io.lamina.jobs.run.RunRecord;
import io.lamina.jobs.training.study.TrainedModel;
import io.lamina.zoo.geometry.Stack;
import io.lamina.zoo.network.SafetensorsFile;
import io.lamina.zoo.network.TrainedNetwork;
import io.lamina.zoo.registry.ArtifactFile;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a published version holds.
 *
 * @param model what was learnt
 * @param sketches of its data
 * @param record of the run, up to the publication
 * @param plan the plan's YAML
 * @param report the page
 */
public record ModelFiles(
    TrainedModel model, VersionSketches sketches, RunRecord record, String plan, String report) {
  public static final String TEST_ERROR = "testError";
  public static final String NETWORK = "network";

  /** What listings say about the version. */
  Map<String, Object> summary() {
    Map<String, Object> summary = new LinkedHashMap<>();
    record.testError().ifPresent(error -> summary.put(TEST_ERROR, error));
    record
        .results()
        .test()
        .reconstruction()
        .ifPresent(judged -> summary.put("testReconstructionError", judged.error()));
    summary.put(NETWORK, network());
    record
        .results()
        .test()
        .evaluation()
        .map(Evaluation::classNames)
        .filter(names -> !names.isEmpty())
        .ifPresent(names -> summary.put("classes", names));
    record
        .results()
        .parametersSha256()
        .ifPresent(digest -> summary.put("parametersSha256", digest));
    record.origin().planSha256().ifPresent(digest -> summary.put("planSha256", digest));
    return summary;
  }

  /** The network's widths, such as 784-256-10, or 784-256-784 where it reconstructs. */
  private String network() {
    Stack stack = whole().stack();
    Stream<Integer> above = stack.layers().stream().map(layer -> layer.output().size());
    return Stream.concat(Stream.of(stack.input().size()), above)
        .map(String::valueOf)
        .collect(Collectors.joining("-"));
  }

  private TrainedNetwork whole() {
    return model.classifier().orElseGet(() -> model.encoder().then(model.decoder()));
  }

  List<ArtifactFile> files() {
    return List.of(
        new ArtifactFile("network.zip", whole()::writeDl4j),
        new ArtifactFile("encoder.zip", model.encoder()::writeDl4j),
        new ArtifactFile("decoder.zip", model.decoder()::writeDl4j),
        new ArtifactFile("weights.safetensors", new SafetensorsFile(networks())::writeTo),
        new ArtifactFile("preprocessing.json", out -> out.write(model.input().toJson())),
        new ArtifactFile(VersionSketches.FILE, out -> out.write(sketches.toJson())),
        text("plan.yaml", plan),
        text("run.json", record.toJson()),
        text("report.html", report));
  }

  private Map<String, TrainedNetwork> networks() {
    Map<String, TrainedNetwork> networks = new LinkedHashMap<>();
    networks.put("layer", whole());
    networks.put("encoder", model.encoder());
    networks.put("decoder", model.decoder());
    return networks;
  }

  private static ArtifactFile text(String name, String content) {
    return new ArtifactFile(name, out -> out.write(content.getBytes(StandardCharsets.UTF_8)));
  }
}
