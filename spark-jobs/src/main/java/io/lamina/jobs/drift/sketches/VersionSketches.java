package io.lamina.jobs.drift.sketches;

import static java.util.Objects.requireNonNull;

import io.lamina.jobs.gate.InputData;
import io.lamina.zoo.plan.data.source.ImageShape;
import io.lamina.zoo.registry.VerifiedFiles;
import java.io.IOException;
import java.util.Optional;

/**
 * How the data of a version are distributed: {@code sketches.json}.
 *
 * @param data the columns of the unlabeled examples, and what the model says of those held out
 * @param image the examples' shape, if they are pictures
 */
public record VersionSketches(DataSketches data, Optional<ImageShape> image) {
  /** The file of a version. */
  public static final String FILE = "sketches.json";

  public VersionSketches {
    requireNonNull(data, "data is null");
    requireNonNull(image, "image is null");
  }

  /**
   * Those of a version; none if a Lamina published it that made none.
   *
   * @throws io.lamina.zoo.registry.RegistryException if they cannot be read, are not what was
   *     published, or cannot be understood
   */
  public static Optional<VersionSketches> of(VerifiedFiles files) {
    return files.version().files().stream().anyMatch(file -> file.name().equals(FILE))
        ? Optional.of(files.read(FILE, VersionSketches::parse))
        : Optional.empty();
  }

  /** What the version was trained on, for the gate of the inputs. */
  public InputData inputs() {
    return data.inputs();
  }

  /** In JSON; equal sketches give equal bytes. */
  public byte[] toJson() {
    return new SketchesJson().write(this);
  }

  /**
   * Reads what {@link #toJson} wrote.
   *
   * @throws IOException if it is anything else
   */
  public static VersionSketches parse(byte[] json) throws IOException {
    return new SketchesJson().read(json);
  }
}
