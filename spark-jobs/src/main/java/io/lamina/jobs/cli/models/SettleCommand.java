package io.lamina.jobs.cli.models;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.lamina.jobs.cli.job.Console;
import io.lamina.jobs.cli.job.ExitCode;
import io.lamina.zoo.registry.ModelRegistry;
import io.lamina.zoo.registry.RegistryListing;
import io.lamina.zoo.registry.Settlement;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "settle",
    description =
        "Finds out what became of publications whose outcome was not known, or whose publisher was"
            + " killed: what is whole is published; what is not is removed once it is old.",
    mixinStandardHelpOptions = true,
    footerHeading = "%nExamples:%n",
    footer = {
      "  lamina models settle digits",
      "  lamina models settle digits --grace 0s    # when nobody is publishing",
      "",
      "Exit codes: 0 all is settled; 3 something is not whole, and too young to be removed."
    })
final class SettleCommand implements Callable<Integer> {
  private final Console console;
  @Mixin private RegistryOptions options = new RegistryOptions();

  @Parameters(paramLabel = "NAME", description = "The model's name.")
  private String model;

  @Option(
      names = "--grace",
      paramLabel = "TIME",
      defaultValue = "1d",
      description =
          "What was written to more recently is left alone: somebody may be at work on it;"
              + " ${DEFAULT-VALUE} by default. Such as 90s, 30m, 12h, 7d.")
  private Duration grace;

  SettleCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    return options.answer(console, this::settle);
  }

  private Answer settle(ModelRegistry registry) {
    KnownModel known = new KnownModel(model);
    List<Settlement> settlements = registry.settle(model, grace);
    ObjectNode json = new RegistryJson(registry).head(model);
    ArrayNode all = json.putArray("settlements");
    StringBuilder text = new StringBuilder();
    if (settlements.isEmpty()) {
      // A misspelt name must not look like a model of which all is well.
      RegistryListing unused = known.in(registry);
      text.append(
          String.format("%s: nothing is to be settled in %s%n", model, registry.location()));
    }
    for (Settlement settlement : settlements) {
      all.addObject()
          .put("outcome", settlement.outcome().name().toLowerCase(Locale.ROOT))
          .put("what", settlement.what());
      text.append(String.format("%s: %s%n", model, words(settlement)));
    }
    boolean open = settlements.stream().anyMatch(s -> s.outcome() == Settlement.Outcome.UNFINISHED);
    return new Answer(open ? ExitCode.UNSETTLED : ExitCode.DONE, text.toString(), json, List.of());
  }

  private static String words(Settlement settlement) {
    return switch (settlement.outcome()) {
      case PUBLISHED -> settlement.what() + " was whole, and is published";
      case REMOVED -> settlement.what() + " was not whole, and is removed";
      case UNFINISHED ->
          settlement.what()
              + " is not whole, and was written to a short time ago: somebody may be at work on it"
              + " (settle again later; if nobody publishes now, with --grace 0s)";
    };
  }
}
