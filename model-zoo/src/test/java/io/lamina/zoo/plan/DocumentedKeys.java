package io.lamina.zoo.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.lamina.zoo.plan.yaml.AskedKey;
import io.lamina.zoo.plan.yaml.Form;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * The tables of keys in a part of the documentation.
 *
 * @param text the part
 * @param rows of its tables, the cells of each: keys, type, default, range, meaning
 */
record DocumentedKeys(String text, List<List<String>> rows) {
  private static final Pattern PART_END = Pattern.compile("\n(#+ |`(format|kind): )");
  private static final Pattern WORD = Pattern.compile("[a-z0-9][a-z0-9-]*");

  /**
   * The part that begins with a line.
   *
   * @param beginning a heading, which takes all headings below with it, or a kind with its key
   */
  static DocumentedKeys of(String documentation, String beginning) {
    int start = documentation.indexOf("\n" + beginning);
    assertThat(start).as("where the documentation speaks of " + beginning).isNotNegative();
    String rest = documentation.substring(start + 1);
    Pattern end = beginning.startsWith("## ") ? Pattern.compile("\n## ") : PART_END;
    String text = end.split(rest, 2)[0];
    return new DocumentedKeys(
        text, text.lines().filter(l -> l.startsWith("| `")).map(DocumentedKeys::cells).toList());
  }

  private static List<String> cells(String row) {
    return Arrays.stream(row.substring(1).split("(?<!\\\\)\\|")).map(String::strip).toList();
  }

  /** Fails unless a row of the tables says of the key what the schema does. */
  void requireDocumented(AskedKey key) {
    List<List<String>> said = rows(key.name());
    List<String> path = List.of(key.path().split("\\.", -1));
    if (said.isEmpty() && path.size() > 1) {
      requireMentioned(key, rows(path.get(path.size() - 2)));
    } else {
      assertThat(said).as(key.path()).anySatisfy(row -> requireAgreement(row, key));
    }
  }

  private List<List<String>> rows(String key) {
    return rows.stream().filter(row -> row.get(0).contains("`" + key + "`")).toList();
  }

  /** A key of a small group may be in the group's row, or where that row says the group is. */
  private static void requireMentioned(AskedKey key, List<List<String>> group) {
    assertThat(group)
        .as(key.path())
        .anySatisfy(
            row -> assertThat(row.get(4)).containsAnyOf("`" + key.name() + "`", "as for ", "as ["));
  }

  private static void requireAgreement(List<String> row, AskedKey key) {
    boolean elsewhere = row.get(1).isEmpty();
    if (!elsewhere && key.form().isPresent()) {
      requireForm(row, key, key.form().get());
      if (!key.isList()) {
        requireDefault(row.get(2), key);
      }
    }
  }

  private static void requireForm(List<String> row, AskedKey key, Form<?> form) {
    String rule = form.rule().replace("must be ", "");
    String type = form.type().replaceFirst("^an? ", "").replace("one line of text", "text");
    assertThat(row.get(1)).contains(rule.equals("false or true") ? "true or false" : type);
    if (rule.startsWith("at least " + Long.MIN_VALUE)) {
      assertThat(row.get(3)).contains("any 64-bit integer");
    } else if ((type.contains("number") && !key.isList() && rule.contains("at most"))
        || rule.contains("below")) {
      assertThat(row.get(3)).contains(rule);
    } else if (type.equals("word") && !rule.equals("false or true")) {
      assertThat(row.get(3)).contains(words(rule));
    }
  }

  private static List<String> words(String rule) {
    return WORD.matcher(rule)
        .results()
        .map(MatchResult::group)
        .filter(w -> !w.equals("or"))
        .toList();
  }

  private static void requireDefault(String cell, AskedKey key) {
    if (key.isRequired()) {
      assertThat(cell).contains("required");
    } else if (key.standard().isPresent()) {
      Object standard = key.standard().get();
      assertThat(cell.replace("empty", "").split("[ ,;]+"))
          .as("the default, " + standard)
          .anyMatch(word -> isWritten(word, key.form().orElseThrow(), standard));
    }
  }

  private static boolean isWritten(String word, Form<?> form, Object value) {
    return form.accepts(word) && form.value().apply(word).equals(Optional.of(value));
  }
}
