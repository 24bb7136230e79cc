package io.lamina.jobs.search;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.lamina.jobs.run.ValidationPoint;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.TreeMap;

/**
 * What {@code search.json} holds.
 *
 * @param name of the plan
 * @param search what the search is known again by: plan, space, seed and rungs
 * @param trials all of them
 * @param results those that there are
 * @param winner the number of the best trial of the last rung, when the search is over
 */
public record SearchRecord(
    String name, String search, List<Trial> trials, List<TrialResult> results, OptionalInt winner) {
  /** Of this text's form. */
  public static final int FORMAT = 1;

  private static final JsonMapper JSON = JsonMapper.builder().build();

  public SearchRecord {
    requireNonNull(name, "name is null");
    requireNonNull(search, "search is null");
    trials = List.copyOf(trials);
    results = List.copyOf(results);
    requireNonNull(winner, "winner is null");
  }

  /** With other results. */
  public SearchRecord with(List<TrialResult> all, OptionalInt best) {
    return new SearchRecord(name, search, trials, all, best);
  }

  public String toJson() {
    ObjectNode root = JSON.createObjectNode();
    root.put("format", FORMAT).put("name", name).put("search", search);
    winner.ifPresent(number -> root.put("winner", number));
    ArrayNode all = root.putArray("trials");
    for (Trial trial : trials) {
      ObjectNode node = all.addObject().put("trial", trial.number());
      ObjectNode values = node.putObject("values");
      trial.values().forEach(values::put);
      ArrayNode rungs = node.putArray("results");
      results.stream()
          .filter(result -> result.trial() == trial.number())
          .forEach(result -> write(rungs.addObject(), result));
    }
    try {
      return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(root) + "\n";
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a tree is no JSON", e);
    }
  }

  private static void write(ObjectNode node, TrialResult result) {
    node.put("rung", result.rung()).put("seconds", result.seconds());
    result.failure().ifPresent(why -> node.put("failure", why));
    result
        .measured()
        .ifPresent(
            point -> {
              node.put("round", point.round());
              point.error().ifPresent(share -> node.put("error", share));
              if (Double.isFinite(point.loss())) {
                node.put("loss", point.loss());
              }
            });
  }

  /**
   * Reads what {@link #toJson} wrote.
   *
   * @throws IllegalArgumentException if it is something else
   */
  public static SearchRecord fromJson(String text) {
    try {
      JsonNode root = JSON.readTree(text);
      if (root.path("format").asInt() != FORMAT) {
        throw new IllegalArgumentException(
            "is no search, or one of another version: format is " + root.path("format"));
      }
      List<Trial> trials = new ArrayList<>();
      List<TrialResult> results = new ArrayList<>();
      for (JsonNode node : root.required("trials")) {
        Trial trial = trial(node);
        trials.add(trial);
        node.required("results").forEach(result -> results.add(result(trial, result)));
      }
      JsonNode winner = root.path("winner");
      return new SearchRecord(
          root.required("name").asText(),
          root.required("search").asText(),
          trials,
          results,
          winner.isInt() ? OptionalInt.of(winner.asInt()) : OptionalInt.empty());
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("is no JSON: " + e.getOriginalMessage(), e);
    }
  }

  private static Trial trial(JsonNode node) {
    TreeMap<String, String> values = new TreeMap<>();
    node.required("values")
        .properties()
        .forEach(it -> values.put(it.getKey(), it.getValue().asText()));
    return new Trial(node.required("trial").asInt(), values);
  }

  private static TrialResult result(Trial trial, JsonNode node) {
    Optional<String> failure = Optional.ofNullable(node.get("failure")).map(JsonNode::asText);
    Optional<ValidationPoint> measured =
        failure.isPresent()
            ? Optional.empty()
            : Optional.of(
                new ValidationPoint(
                    node.required("round").asInt(),
                    node.has("loss") ? node.get("loss").asDouble() : Double.NaN,
                    node.has("error")
                        ? OptionalDouble.of(node.get("error").asDouble())
                        : OptionalDouble.empty()));
    return new TrialResult(
        node.required("rung").asInt(),
        trial.number(),
        measured,
        failure,
        node.required("seconds").asDouble());
  }
}
