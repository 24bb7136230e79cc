package io.lamina.jobs.doctor.check;

import static java.util.Objects.requireNonNull;

import com.sun.management.UnixOperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.time.InstantSource;
import java.util.function.Supplier;

/**
 * What a process may use of its machine.
 *
 * @param processors that it may compute on
 * @param openFiles how many it may have open at once
 * @param clock of the machine
 * @param disk of the machine
 * @param devices asked for only where they matter: their native libraries are loaded
 */
public record Machine(
    int processors, long openFiles, InstantSource clock, Disk disk, Supplier<DevicesHere> devices) {
  public Machine {
    requireNonNull(clock, "clock is null");
    requireNonNull(disk, "disk is null");
    requireNonNull(devices, "devices is null");
  }

  /** This machine, for this process. */
  static Machine here() {
    return new Machine(
        Runtime.getRuntime().availableProcessors(),
        openFilesHere(),
        InstantSource.system(),
        Disk.real(),
        DevicesHere::ofThisTask);
  }

  private static long openFilesHere() {
    return ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean unix
        ? unix.getMaxFileDescriptorCount()
        : Long.MAX_VALUE;
  }
}
