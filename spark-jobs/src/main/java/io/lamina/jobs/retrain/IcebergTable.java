package io.lamina.jobs.retrain;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.lamina.jobs.data.source.DataException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Comparator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * An Iceberg table that is read by its path. Each commit renames a file of metadata to the next
 * number, so the newest is found without Iceberg's classes (Iceberg table specification, "File
 * system tables"). {@code version-hint.text} may be older, and is not needed where files are
 * listed.
 *
 * @param path with scheme and authority
 * @param hadoop finds the file system
 */
record IcebergTable(Path path, Configuration hadoop) {
  private static final Pattern METADATA =
      Pattern.compile("v(\\d{1,9})(\\.gz)?\\.metadata\\.json(\\.gz)?");

  private static final JsonMapper JSON = JsonMapper.builder().build();

  IcebergTable {
    requireNonNull(path, "path is null");
    requireNonNull(hadoop, "hadoop is null");
  }

  /**
   * The table as it is now; its version is the id of its current snapshot.
   *
   * @throws DataException if there is no such table, if nothing was ever written to it, or if it
   *     cannot be read
   */
  TableMark now() {
    Path directory = new Path(path, "metadata");
    try {
      FileSystem files = path.getFileSystem(hadoop);
      Path newest =
          Arrays.stream(files.listStatus(directory))
              .map(FileStatus::getPath)
              .filter(file -> METADATA.matcher(file.getName()).matches())
              .max(Comparator.comparingInt(IcebergTable::number))
              .orElseThrow(this::isNone);
      return new TableMark(path.toString(), snapshot(files, newest));
    } catch (FileNotFoundException e) {
      throw isNone();
    } catch (IOException e) {
      throw DataException.unreadable(directory.toString(), e);
    }
  }

  private static int number(Path file) {
    Matcher metadata = METADATA.matcher(file.getName());
    return metadata.matches() ? Integer.parseInt(metadata.group(1)) : -1;
  }

  private long snapshot(FileSystem files, Path metadata) throws IOException {
    boolean compressed = metadata.getName().contains(".gz");
    try (InputStream raw = files.open(metadata);
        InputStream in = compressed ? new GZIPInputStream(raw) : raw) {
      JsonNode id = JSON.readTree(in).path("current-snapshot-id");
      if (!id.canConvertToLong() || id.asLong() < 0) {
        throw new DataException(
            "cannot read " + path + ": nothing was written to this Iceberg table yet");
      }
      return id.asLong();
    } catch (JsonProcessingException e) {
      throw new DataException("cannot read " + metadata + ": it is not Iceberg's metadata", e);
    }
  }

  private DataException isNone() {
    return new DataException(
        "cannot read "
            + path
            + ": it is no Iceberg table that is read by its path (its directory metadata has no"
            + " v1.metadata.json, v2.metadata.json, …)");
  }
}
