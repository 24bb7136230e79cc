package io.lamina.it;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a process holds of the machine's memory.
 *
 * @param residentKib in all
 * @param directKib outside the heap, taken by Java code: direct buffers
 */
record ProcessMemory(long residentKib, long directKib) {
  /** Has the JVM count what it takes outside the heap. */
  static final String COUNTED = "-XX:NativeMemoryTracking=summary";

  private static final Pattern RESIDENT = Pattern.compile("VmRSS:\\s+([0-9]+) kB");
  private static final Pattern OTHER =
      Pattern.compile("Other \\(reserved=[0-9]+KB, committed=([0-9]+)KB\\)");

  /** Of a JVM that was started with {@link #COUNTED}. */
  static ProcessMemory of(ProcessHandle process) throws IOException, InterruptedException {
    String status = Files.readString(Path.of("/proc", Long.toString(process.pid()), "status"));
    return new ProcessMemory(number(RESIDENT, status), number(OTHER, nativeMemory(process)));
  }

  private static String nativeMemory(ProcessHandle process)
      throws IOException, InterruptedException {
    Path jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd");
    Process asked =
        new ProcessBuilder(
                jcmd.toString(), Long.toString(process.pid()), "VM.native_memory", "summary")
            .redirectErrorStream(true)
            .start();
    String answer = new String(asked.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    asked.waitFor();
    return answer;
  }

  private static long number(Pattern pattern, String text) {
    Matcher found = pattern.matcher(text);
    if (!found.find()) {
      throw new IllegalStateException("no " + pattern + " in: " + text);
    }
    return Long.parseLong(found.group(1));
  }
}
