package io.lamina.zoo.registry;

import io.lamina.zoo.registry.store.OutcomeUnknownException;
import java.io.ByteArrayInputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import org.apache.hadoop.fs.Path;

/**
 * Records of a model that are kept beside its versions, such as what gates said of them: each under
 * the SHA-256 of its content, so an entry of an alias can name it, and nobody can change it
 * unnoticed. Any number of threads and processes may use them.
 */
public final class KeptRecords {
  /** The directory of the records, in a model's. */
  static final String DIRECTORY = "records";

  private static final String REMEDY = "check that this user may read and write there";

  private final ModelDirectory model;
  private final Path path;

  KeptRecords(ModelDirectory model) {
    this.model = model;
    this.path = new Path(model.path(), DIRECTORY);
  }

  /**
   * Keeps a record; it may be there already.
   *
   * @param json its content
   * @return its SHA-256
   * @throws RegistryException if it cannot be kept
   */
  public String keep(byte[] json) {
    String digest = digest(json);
    try {
      model.place().creation().create(file(digest), json);
    } catch (OutcomeUnknownException e) {
      throw new UnsettledException("keep the record " + file(digest), e, model);
    } catch (IOException e) {
      throw new RegistryException("keep the record " + file(digest), e, REMEDY);
    }
    return digest;
  }

  /**
   * A record by its SHA-256, if there is one.
   *
   * @throws RegistryException if it cannot be read, or if its content has another SHA-256
   */
  public Optional<byte[]> find(String sha256) {
    Path file = file(sha256);
    try (InputStream in = model.place().tree().open(file)) {
      byte[] json = in.readAllBytes();
      if (!digest(json).equals(sha256)) {
        throw new RegistryException(
            file + " is not what was kept (" + ModelDirectory.DAMAGED + ")");
      }
      return Optional.of(json);
    } catch (FileNotFoundException absent) {
      return Optional.empty();
    } catch (IOException e) {
      throw new RegistryException("read the record " + file, e, REMEDY);
    }
  }

  private Path file(String sha256) {
    return new Path(path, sha256 + ".json");
  }

  private static String digest(byte[] json) {
    try {
      return Sha256.of(new ByteArrayInputStream(json)).hex();
    } catch (IOException e) {
      throw new IllegalStateException("an array cannot fail to be read", e);
    }
  }
}
