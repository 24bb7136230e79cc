package io.lamina.jobs.cli.models;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.lamina.jobs.cli.job.Console;
import io.lamina.jobs.cli.job.ExitCode;
import io.lamina.zoo.registry.ModelRegistry;
import io.lamina.zoo.registry.RegistryException;
import io.lamina.zoo.registry.UnsettledException;
import java.util.Optional;
import java.util.function.Function;
import org.apache.hadoop.conf.Configuration;
import picocli.CommandLine.Option;

/** What every command on a registry takes, and how it answers. */
final class RegistryOptions {
  static final String STANDARD = "models";

  private static final String LINE_FEED = "\n";

  @Option(
      names = "--registry",
      paramLabel = "DIR",
      description = "The registry's directory; " + STANDARD + " by default.")
  private Optional<String> registry = Optional.empty();

  @Option(names = "--json", description = "Prints JSON, for machines.")
  private boolean json;

  /**
   * Opens the registry, and prints what the command answers.
   *
   * @return the exit code
   */
  int answer(Console console, Function<ModelRegistry, Answer> command) {
    try {
      Answer answer =
          command.apply(ModelRegistry.at(registry.orElse(STANDARD), new Configuration()));
      console.out().print(json ? text(answer.json()) : answer.text());
      answer.problems().forEach(problem -> console.err().println("lamina: " + problem));
      return answer.exitCode();
    } catch (UnsettledException e) {
      return refuse(console, e, ExitCode.UNSETTLED);
    } catch (RegistryException | DeniedException e) {
      return refuse(console, e, ExitCode.FAILED);
    } catch (IllegalArgumentException e) {
      return refuse(console, e, ExitCode.REFUSED);
    }
  }

  /**
   * Makes sure that the registry exists if the command names one: before the first version is
   * published, there is none in the place that is taken by default.
   *
   * @throws DeniedException if it does not
   */
  void requireNamed(ModelRegistry opened) {
    if (registry.isPresent() && !opened.exists()) {
      throw new DeniedException(
          String.format(
              "there is no registry '%s': %s does not exist (give the directory of a registry to"
                  + " --registry)",
              registry.get(), opened.location()));
    }
  }

  private static int refuse(Console console, RuntimeException why, int exitCode) {
    console.err().println("lamina: " + why.getMessage());
    return exitCode;
  }

  private static String text(ObjectNode json) {
    DefaultIndenter indenter = new DefaultIndenter("  ", LINE_FEED);
    DefaultPrettyPrinter lines =
        new DefaultPrettyPrinter().withObjectIndenter(indenter).withArrayIndenter(indenter);
    try {
      return JsonMapper.builder().build().writer(lines).writeValueAsString(json) + LINE_FEED;
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a tree of plain values could not be written as JSON", e);
    }
  }
}
