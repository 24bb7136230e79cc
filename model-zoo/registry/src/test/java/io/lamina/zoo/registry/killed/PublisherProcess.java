package io.lamina.zoo.registry.killed;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.lamina.zoo.registry.process.TestJvm;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A {@link LoopingPublisher} in a JVM of its own, which has to be told to begin. */
final class PublisherProcess implements AutoCloseable {
  private final Process process;
  private final BufferedReader output;
  private final Path complaints;
  private final List<Done> done = new ArrayList<>();

  private PublisherProcess(Process process, Path complaints) {
    this.process = process;
    this.output = new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8));
    this.complaints = complaints;
  }

  static PublisherProcess start(String location, Path directory) throws IOException {
    return start(new TestJvm(List.of("-Xmx64m"), List.of()), location, directory);
  }

  static PublisherProcess start(TestJvm jvm, String location, Path directory) throws IOException {
    Path complaints = Files.createTempFile(directory, "publisher", ".err");
    Process process =
        jvm.running(LoopingPublisher.class.getName(), location)
            .redirectError(complaints.toFile())
            .start();
    return new PublisherProcess(process, complaints);
  }

  /** Lets it publish, as soon as its JVM has come up. */
  void begin() throws IOException {
    process.getOutputStream().write('\n');
    process.getOutputStream().flush();
  }

  /** Waits until it has done so many things more. */
  void await(int things) throws IOException {
    for (int i = 0; i < things; i++) {
      String line = output.readLine();
      assertThat(line).as(() -> "the publisher ended: " + complaints()).isNotNull();
      done.add(Done.parse(line));
    }
  }

  /** Kills it some time from now, unless it ends before, and gives what it said it had done. */
  List<Done> killAfter(int milliseconds) throws IOException, InterruptedException {
    boolean ended = process.waitFor(milliseconds, TimeUnit.MILLISECONDS);
    assertThat(ended).as(() -> "the publisher ended: " + complaints()).isFalse();
    // Unlike the process's own method, the handle's leaves the output to be read.
    process.toHandle().destroyForcibly();
    process.waitFor();
    for (String line = output.readLine(); line != null; line = output.readLine()) {
      done.add(Done.parse(line));
    }
    return done;
  }

  private String complaints() {
    try {
      return Files.readString(complaints);
    } catch (IOException e) {
      return e.toString();
    }
  }

  @Override
  public void close() throws IOException {
    process.destroyForcibly();
    output.close();
  }
}
