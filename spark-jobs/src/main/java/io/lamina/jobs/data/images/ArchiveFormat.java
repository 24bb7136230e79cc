package io.lamina.jobs.data.images;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.SeekableByteChannel;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.archivers.tar.TarFile;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipFile;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/** A format of archives, known by the end of a file's name. */
enum ArchiveFormat {
  ZIP("zip") {
    @Override
    List<ImageItem> entries(Path archive, Configuration hadoop) throws IOException {
      List<ImageItem> items = new ArrayList<>();
      try (SeekableByteChannel channel = channel(archive, hadoop);
          ZipFile zip =
              ZipFile.builder()
                  .setSeekableByteChannel(channel)
                  .setIgnoreLocalFileHeader(true)
                  .get()) {
        for (ZipArchiveEntry entry : Collections.list(zip.getEntries())) {
          if (!entry.isDirectory()) {
            items.add(new ImageItem(archive.toString(), entry.getName(), place(entry)));
          }
        }
      }
      return items;
    }

    private ItemPlace place(ZipArchiveEntry entry) {
      return new ItemPlace.ZipStretch(
          entry.getLocalHeaderOffset(),
          entry.getCompressedSize(),
          entry.getSize(),
          entry.getMethod(),
          entry.getCrc(),
          entry.getGeneralPurposeBit().usesEncryption());
    }
  },
  TAR("tar") {
    @Override
    List<ImageItem> entries(Path archive, Configuration hadoop) throws IOException {
      List<ImageItem> items = new ArrayList<>();
      try (SeekableByteChannel channel = channel(archive, hadoop);
          TarFile tar = new TarFile(channel)) {
        for (TarArchiveEntry entry : tar.getEntries()) {
          if (isPlain(entry)) {
            items.add(
                new ImageItem(
                    archive.toString(),
                    entry.getName(),
                    new ItemPlace.TarStretch(entry.getDataOffset(), entry.getSize())));
          }
        }
      }
      return items;
    }
  },
  PACKED_TAR("tar\\.gz|tgz") {
    @Override
    List<ImageItem> entries(Path archive, Configuration hadoop) throws IOException {
      List<ImageItem> items = new ArrayList<>();
      try (FSDataInputStream in = archive.getFileSystem(hadoop).open(archive);
          TarArchiveInputStream tar = packedTar(in)) {
        TarArchiveEntry entry = tar.getNextEntry();
        for (int number = 0; entry != null; number++) {
          if (isPlain(entry)) {
            items.add(
                new ImageItem(
                    archive.toString(), entry.getName(), new ItemPlace.PackedTarEntry(number)));
          }
          entry = tar.getNextEntry();
        }
      }
      return items;
    }
  };

  private static final int BUFFER = 1 << 16;

  private final Pattern names;

  ArchiveFormat(String endings) {
    this.names = Pattern.compile(".*\\.(" + endings + ")", Pattern.CASE_INSENSITIVE);
  }

  /** The format of a file of this name; empty if it is no archive. */
  static Optional<ArchiveFormat> of(String name) {
    return Arrays.stream(values())
        .filter(format -> format.names.matcher(name).matches())
        .findFirst();
  }

  /** The files in an archive, in any order. */
  abstract List<ImageItem> entries(Path archive, Configuration hadoop) throws IOException;

  /** A packed archive, at its first entry. */
  static TarArchiveInputStream packedTar(InputStream in) throws IOException {
    return new TarArchiveInputStream(
        new BufferedInputStream(new GZIPInputStream(in, BUFFER), BUFFER));
  }

  /** Whether an entry is a file whose bytes lie in one piece. */
  private static boolean isPlain(TarArchiveEntry entry) {
    return entry.isFile() && !entry.isDirectory() && !entry.isSparse();
  }

  private static SeekableByteChannel channel(Path archive, Configuration hadoop)
      throws IOException {
    FileSystem system = archive.getFileSystem(hadoop);
    return new HadoopChannel(system.open(archive), system.getFileStatus(archive).getLen());
  }
}
