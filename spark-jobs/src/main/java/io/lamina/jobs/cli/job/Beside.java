package io.lamina.jobs.cli.job;

import io.lamina.zoo.registry.ArtifactFile;
import java.util.List;
import java.util.Map;

/**
 * What is published with a version, beside what every version has.
 *
 * @param summary for listings
 * @param files of the version
 */
record Beside(Map<String, Object> summary, List<ArtifactFile> files) {
  Beside {
    summary = Map.copyOf(summary);
    files = List.copyOf(files);
  }
}
