package io.lamina.jobs.cli.models;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.lamina.jobs.cli.job.Console;
import io.lamina.jobs.cli.job.ExitCode;
import io.lamina.zoo.registry.ModelRegistry;
import io.lamina.zoo.registry.RegistryListing;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(
    name = "verify",
    description = "Verifies the checksum of every file of a model, or of all models.",
    mixinStandardHelpOptions = true,
    footerHeading = "%nExamples:%n",
    footer = {"  lamina models verify", "  lamina models verify digits --json"})
final class VerifyCommand implements Callable<Integer> {
  private final Console console;
  @Mixin private RegistryOptions options = new RegistryOptions();

  @Parameters(paramLabel = "NAME", arity = "0..1", description = "The model; all by default.")
  private Optional<String> model = Optional.empty();

  VerifyCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    return options.answer(console, this::verify);
  }

  private Answer verify(ModelRegistry registry) {
    RegistryListing listing =
        model.map(name -> new KnownModel(name).in(registry)).orElseGet(registry::list);
    Verification verification = Verification.of(registry, listing);
    List<String> problems = new ArrayList<>(verification.unreadable());
    problems.addAll(verification.problems());
    if (listing.models().isEmpty() && problems.isEmpty()) {
      problems.add("no models in " + registry.location() + ", so nothing was verified");
    }
    return new Answer(
        verification.isWhole() && problems.isEmpty() ? ExitCode.DONE : ExitCode.FAILED,
        verification.summary(),
        json(registry, verification),
        problems);
  }

  private static ObjectNode json(ModelRegistry registry, Verification verification) {
    ObjectNode json = new RegistryJson(registry).head();
    ArrayNode versions = json.putArray("versions");
    verification
        .damages()
        .forEach(
            (version, damage) -> {
              ObjectNode node =
                  versions
                      .addObject()
                      .put("model", version.model())
                      .put("version", version.name())
                      .put("whole", damage.isEmpty());
              damage.ifPresent(text -> node.put("problem", text));
            });
    verification.unreadable().forEach(json.putArray("problems")::add);
    return json;
  }
}
