package io.lamina.zoo.plan;

import static java.util.Objects.requireNonNull;

import io.lamina.zoo.plan.yaml.InvalidPlanException;
import io.lamina.zoo.plan.yaml.PlanProblem;
import io.lamina.zoo.reason.Reason;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;

/**
 * A plan as it is written.
 *
 * @param origin what messages call it: the file's path, or {@code recipe} and its name
 * @param yaml the text
 */
public record PlanText(String origin, String yaml) {
  private static final String RECIPE = "recipe ";

  public PlanText {
    requireNonNull(origin, "origin is null");
    requireNonNull(yaml, "yaml is null");
  }

  /** The text of a recipe. */
  static PlanText ofRecipe(String name, String yaml) {
    return new PlanText(RECIPE + name, yaml);
  }

  /** What it is called on the command line: the file's path, or the recipe's name. */
  public String name() {
    return origin.startsWith(RECIPE) ? origin.substring(RECIPE.length()) : origin;
  }

  /**
   * The text of a file in UTF-8.
   *
   * @throws InvalidPlanException if it cannot be read
   */
  public static PlanText ofFile(Path file) {
    try {
      return new PlanText(file.toString(), Files.readString(file));
    } catch (NoSuchFileException e) {
      throw unreadable(file, " because there is no such file", "check the path", e);
    } catch (CharacterCodingException e) {
      throw unreadable(file, " because it is not text in UTF-8", "save it as UTF-8", e);
    } catch (IOException e) {
      String remedy = "give a readable file";
      throw unreadable(
          file,
          Files.isDirectory(file) ? " because it is a directory" : ": " + new Reason(e).text(),
          remedy,
          e);
    }
  }

  private static InvalidPlanException unreadable(
      Path file, String why, String remedy, IOException cause) {
    PlanProblem problem =
        new PlanProblem(file.toString(), 0, "", "", "cannot be read" + why, remedy);
    InvalidPlanException exception = new InvalidPlanException(List.of(problem));
    exception.initCause(cause);
    return exception;
  }
}
