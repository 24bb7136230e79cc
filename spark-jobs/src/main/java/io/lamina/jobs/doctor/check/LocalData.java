package io.lamina.jobs.doctor.check;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Whether an executor can read the data files that are in no shared file system.
 *
 * @param files absolute paths
 */
public record LocalData(List<String> files) implements Check {
  private static final long serialVersionUID = 1;
  private static final String SUBJECT = "data";

  public LocalData {
    files = List.copyOf(files);
  }

  @Override
  public List<Finding> of(Surroundings here) {
    List<Finding> wrong =
        files.stream()
            .filter(file -> !Files.isReadable(Path.of(file)))
            .map(
                file ->
                    Finding.wrong(
                        SUBJECT,
                        here.place(),
                        "cannot read " + file,
                        "put the data into a file system that all machines share, or copy it to the"
                            + " same path on each"))
            .toList();
    return wrong.isEmpty() ? List.of(Finding.fine(SUBJECT, here.place(), "can be read")) : wrong;
  }
}
