package io.lamina.runtime.cuda;

import io.lamina.runtime.device.Device;
import io.lamina.runtime.device.DeviceAddresses;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** A process of its own, for what a process can be told only when it starts. */
final class ChildProcess {
  private ChildProcess() {}

  /**
   * The cards that such a process sees, or why it sees none.
   *
   * @param environment that it has beside this one's
   * @param libraries "none" if it is to have no stand-ins
   */
  static String cards(Map<String, String> environment, String libraries)
      throws IOException, InterruptedException {
    ProcessBuilder builder =
        new ProcessBuilder(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                ChildProcess.class.getName(),
                libraries));
    builder.environment().putAll(environment);
    Process process = builder.redirectError(ProcessBuilder.Redirect.INHERIT).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return process.waitFor() == 0 ? output : "exit code " + process.exitValue() + ": " + output;
  }

  /** Prints them. */
  public static void main(String[] arguments) {
    if (!arguments[0].equals("none")) {
      StandIn.problem().ifPresent(System.out::println);
    }
    CudaProvider provider = new CudaProvider();
    List<Device> devices = provider.here(DeviceAddresses.none());
    System.out.println(devices);
    provider.missing(Rounding.FP32.kind(), DeviceAddresses.none()).ifPresent(System.out::println);
  }
}
