package io.lamina.zoo.published;

import static java.util.Objects.requireNonNull;

import io.lamina.zoo.network.TrainedNetwork;
import io.lamina.zoo.plan.PlanReader;
import io.lamina.zoo.plan.PlanText;
import io.lamina.zoo.plan.TrainingPlan;
import io.lamina.zoo.preprocessing.Preprocessor;
import io.lamina.zoo.registry.ModelRegistry;
import io.lamina.zoo.registry.PublishedVersion;
import io.lamina.zoo.registry.RegistryException;
import io.lamina.zoo.registry.VerifiedFiles;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Reads the networks of published versions. Needs an ND4J backend on the class path. Safe for use
 * by several threads.
 *
 * @param registry where they are
 */
public record PublishedNetworks(ModelRegistry registry) {
  public PublishedNetworks {
    requireNonNull(registry, "registry is null");
  }

  /**
   * Reads a version, every file after its checksum was verified.
   *
   * @throws RegistryException if a file is missing, is not what was published, or cannot be
   *     understood
   * @throws io.lamina.zoo.plan.yaml.InvalidPlanException if this Lamina has no such plans
   */
  public PublishedNetwork read(PublishedVersion version) {
    VerifiedFiles files = new VerifiedFiles(registry, version);
    return new PublishedNetwork(
        version,
        files.read("plan.yaml", yaml -> plan(version, yaml)),
        files.read("preprocessing.json", Preprocessor::parse),
        files.read("network.zip", PublishedNetworks::network),
        files.read("encoder.zip", PublishedNetworks::network),
        files.read("decoder.zip", PublishedNetworks::network));
  }

  private static TrainingPlan plan(PublishedVersion version, byte[] yaml) {
    PlanText text =
        new PlanText(version.location() + "/plan.yaml", new String(yaml, StandardCharsets.UTF_8));
    return new PlanReader().read(text, List.of());
  }

  private static TrainedNetwork network(byte[] zip) throws IOException {
    return TrainedNetwork.readDl4j(new ByteArrayInputStream(zip));
  }
}
