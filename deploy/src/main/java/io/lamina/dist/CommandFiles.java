package io.lamina.dist;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.lamina.jobs.cli.Lamina;
import io.lamina.jobs.cli.job.Console;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.codegen.docgen.manpage.ManPageGenerator;

/** Writes what shells and {@code man} know of the command line, from the command line itself. */
final class CommandFiles {
  private CommandFiles() {}

  /**
   * Writes the files.
   *
   * @param args the directory: {@code lamina.bash} comes into it, and AsciiDoc into {@code man}
   */
  public static void main(String[] args) throws IOException {
    Path directory = Files.createDirectories(Path.of(args[0]));
    PrintStream nowhere = new PrintStream(PrintStream.nullOutputStream(), false, UTF_8);
    CommandLine lamina = Lamina.commandLine(new Console(nowhere, nowhere, false, Map.of()));
    Files.writeString(directory.resolve("lamina.bash"), completion(lamina));
    int failed =
        ManPageGenerator.generateManPage(
            directory.resolve("man").toFile(), null, new boolean[0], true, lamina.getCommandSpec());
    if (failed != 0) {
      throw new IOException("the manual pages were not written: code " + failed);
    }
  }

  /** Where nothing of Lamina's begins so, there are files: a plan, a directory of data. */
  private static String completion(CommandLine lamina) {
    String nothingElse = "  type compopt &>/dev/null && compopt +o default\n";
    return AutoComplete.bash("lamina", lamina).replace(nothingElse, "");
  }
}
