package io.lamina.jobs.cli.job;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.util.function.Consumer;

/** Hands over what is written line by line, without the ends of the lines. Thread-safe. */
final class LoggedLines extends OutputStream {
  private final Consumer<String> lines;
  private final ByteArrayOutputStream begun = new ByteArrayOutputStream();

  LoggedLines(Consumer<String> lines) {
    this.lines = lines;
  }

  @Override
  public synchronized void write(int piece) {
    if (piece == '\n') {
      lines.accept(begun.toString(UTF_8).stripTrailing());
      begun.reset();
    } else {
      begun.write(piece);
    }
  }
}
