package io.lamina.jobs.doctor.check;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Says how much shared memory there is: nothing of Lamina needs any, so this is never wrong. */
public record SharedMemory() implements Check {
  private static final long serialVersionUID = 1;
  private static final Path DIRECTORY = Path.of("/dev/shm");

  @Override
  public List<Finding> of(Surroundings here) {
    return List.of(Finding.fine("shared memory", here.place(), text(here.machine().disk())));
  }

  private static String text(Disk disk) {
    try {
      return DIRECTORY + " has " + (disk.free(DIRECTORY) >> 20) + " MiB free, none is needed";
    } catch (IOException e) {
      return DIRECTORY + " is not there, none is needed";
    }
  }
}
