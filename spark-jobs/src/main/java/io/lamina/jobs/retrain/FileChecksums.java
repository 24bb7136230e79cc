package io.lamina.jobs.retrain;

import static java.util.Objects.requireNonNull;

import io.lamina.jobs.data.source.DataException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.EtagSource;
import org.apache.hadoop.fs.FileChecksum;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;

/**
 * Checksums of files' contents, each with how it was made. A store that knows them is asked: object
 * stores have an ETag, HDFS a checksum of its blocks'. Elsewhere the file is read through.
 *
 * @param hadoop finds the file systems
 */
record FileChecksums(Configuration hadoop) {
  FileChecksums {
    requireNonNull(hadoop, "hadoop is null");
  }

  /**
   * @throws DataException if the file cannot be read
   */
  String of(FileStatus file) {
    if (file instanceof EtagSource store && store.getEtag() != null) {
      return "etag:" + store.getEtag();
    }
    try {
      FileSystem system = file.getPath().getFileSystem(hadoop);
      FileChecksum kept = system.getFileChecksum(file.getPath());
      return kept == null
          ? "sha-256:" + read(system, file)
          : kept.getAlgorithmName() + ":" + HexFormat.of().formatHex(kept.getBytes());
    } catch (IOException e) {
      throw DataException.unreadable(file.getPath().toString(), e);
    }
  }

  private static String read(FileSystem system, FileStatus file) throws IOException {
    try (InputStream in = system.open(file.getPath())) {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      new DigestInputStream(in, digest).transferTo(OutputStream.nullOutputStream());
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
