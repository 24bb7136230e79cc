package io.lamina.jobs.cli;

import io.lamina.jobs.cli.job.ExitCode;
import io.lamina.zoo.plan.yaml.Vocabulary;
import java.io.PrintWriter;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/**
 * Says what is wrong with arguments, and then what was probably meant or how the command is used:
 * as picocli does, which however takes any command for meant that has a letter in common.
 */
final class WrongArguments implements IParameterExceptionHandler {
  @Override
  public int handleParseException(ParameterException wrong, String[] arguments) {
    CommandLine command = wrong.getCommandLine();
    PrintWriter err = command.getErr();
    err.println(command.getColorScheme().errorText(wrong.getMessage()));
    if (!suggested(wrong, err)) {
      command.usage(err, command.getColorScheme());
    }
    return ExitCode.REFUSED;
  }

  private static boolean suggested(ParameterException wrong, PrintWriter err) {
    if (!(wrong instanceof UnmatchedArgumentException unmatched)
        || unmatched.isUnknownOption()
        || wrong.getCommandLine().getSubcommands().isEmpty()) {
      return UnmatchedArgumentException.printSuggestions(wrong, err);
    }
    Optional<String> near =
        new Vocabulary(wrong.getCommandLine().getSubcommands().keySet())
            .nearest(unmatched.getUnmatched().get(0));
    String parent = wrong.getCommandLine().getCommandSpec().qualifiedName();
    near.ifPresent(command -> err.println("Did you mean: " + parent + " " + command + "?"));
    return near.isPresent();
  }
}
