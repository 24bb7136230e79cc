package io.lamina.jobs.run;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;
import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.WRITE;

import io.lamina.zoo.storage.LocalFileException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.UUID;

/**
 * The files a run leaves in its directory. Each is written aside and then renamed, so that a reader
 * sees the whole new file, the whole old one or none. What cannot be written is a {@link
 * LocalFileException}.
 *
 * @param directory of the run; made when the first file is written
 */
public record RunFiles(Path directory) {
  private static final String RECORD = "run.json";
  private static final String REPORT = "report.html";
  private static final String PLAN = "plan.yaml";
  private static final String PUBLICATION = "publication-id";

  /**
   * Writes {@code run.json}.
   *
   * @return the file
   */
  public Path writeRecord(RunRecord run) throws IOException {
    return write(RECORD, run.toJson());
  }

  /**
   * Writes {@code report.html}.
   *
   * @return the file
   */
  public Path writeReport(String html) throws IOException {
    return write(REPORT, html);
  }

  /**
   * Writes {@code plan.yaml}, the plan as run.
   *
   * @return the file
   */
  public Path writePlan(String yaml) throws IOException {
    return write(PLAN, yaml);
  }

  /**
   * Notes something for whoever goes on in the directory.
   *
   * @param name of its file
   * @return the file
   */
  public Path note(String name, String text) throws IOException {
    return write(name, text);
  }

  /** What was noted under a name; empty if nothing was. */
  public Optional<String> noted(String name) throws IOException {
    Path file = directory.resolve(name);
    return Files.exists(file) ? Optional.of(Files.readString(file)) : Optional.empty();
  }

  /**
   * Reads {@code run.json}.
   *
   * @throws IllegalArgumentException if the file does not hold a record
   */
  public RunRecord readRecord() throws IOException {
    return RunRecord.fromJson(Files.readString(directory.resolve(RECORD)));
  }

  /**
   * The record of the run that these files are of, if one is there.
   *
   * @throws IllegalArgumentException if {@code run.json} is there and does not hold a record
   */
  public Optional<RunRecord> record() throws IOException {
    return Files.exists(directory.resolve(RECORD)) ? Optional.of(readRecord()) : Optional.empty();
  }

  /**
   * The id of what the run publishes: made once, and the same whenever the run goes on.
   *
   * @throws IOException if it can neither be read nor written
   */
  public String publicationId() throws IOException {
    Optional<String> noted = noted(PUBLICATION);
    return noted.isPresent()
        ? noted.get().strip()
        : Files.readString(note(PUBLICATION, UUID.randomUUID() + "\n")).strip();
  }

  private Path write(String name, String text) throws IOException {
    Files.createDirectories(directory);
    Path file = directory.resolve(name);
    ByteBuffer bytes = UTF_8.encode(text);
    int needed = bytes.remaining();
    try {
      writeAside(file, bytes);
    } catch (IOException e) {
      throw new LocalFileException(file, e, needed);
    }
    return file;
  }

  private void writeAside(Path file, ByteBuffer bytes) throws IOException {
    Path aside = directory.resolve("." + file.getFileName() + "." + UUID.randomUUID() + ".part");
    try {
      writeThrough(aside, bytes);
      Files.move(aside, file, ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(aside);
    }
  }

  private static void writeThrough(Path file, ByteBuffer bytes) throws IOException {
    try (FileChannel channel = FileChannel.open(file, CREATE_NEW, WRITE)) {
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
      channel.force(true);
    }
  }
}
