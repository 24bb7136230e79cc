package io.lamina.jobs.cli.models;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.lamina.jobs.cli.job.ExitCode;
import java.util.List;

/**
 * What a command has to say.
 *
 * @param exitCode see {@link ExitCode}
 * @param text for people; ends with a line feed, or is empty
 * @param json the same for machines
 * @param problems what is wrong, a line each
 */
record Answer(int exitCode, String text, ObjectNode json, List<String> problems) {
  Answer {
    requireNonNull(text, "text is null");
    requireNonNull(json, "json is null");
    problems = List.copyOf(problems);
  }

  /** All is well. */
  static Answer done(String text, ObjectNode json) {
    return new Answer(ExitCode.DONE, text, json, List.of());
  }
}
