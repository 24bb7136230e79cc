package io.lamina.jobs.run;

import static java.util.Objects.requireNonNull;

import java.util.Comparator;
import java.util.OptionalInt;

/**
 * A model whose errors a run compares. Their order is that in which equally good ones are listed.
 *
 * @param kind of the model
 * @param layer whose codes it reads, from 1; empty if it reads the inputs
 */
public record ComparedModel(Kind kind, OptionalInt layer) implements Comparable<ComparedModel> {
  /** Pretrained and fine-tuned. */
  public static final ComparedModel PRETRAINED = onInputs(Kind.PRETRAINED);

  /** The same, after it has learnt from its own labels. */
  public static final ComparedModel PSEUDO_LABELS = onInputs(Kind.PSEUDO_LABELS);

  /** The same network from a random start. */
  public static final ComparedModel SCRATCH = onInputs(Kind.SCRATCH);

  /** Logistic regression on the inputs. */
  public static final ComparedModel LINEAR = onInputs(Kind.LINEAR);

  /** The nearest neighbour on the inputs. */
  public static final ComparedModel NEAREST = onInputs(Kind.NEAREST);

  private static final Comparator<ComparedModel> ORDER =
      Comparator.comparing(ComparedModel::kind)
          .thenComparing(model -> model.layer().orElse(Integer.MAX_VALUE));

  public ComparedModel {
    requireNonNull(kind, "kind is null");
    requireNonNull(layer, "layer is null");
  }

  /** What it is. */
  public enum Kind {
    LINEAR("linear", "logistic regression"),
    NEAREST("nearest", "nearest neighbour"),
    SCRATCH("scratch", "random start"),
    PRETRAINED("pretrained", "pretrained"),
    PSEUDO_LABELS("pseudoLabels", "pretrained, with pseudo-labels");

    private final String key;
    private final String title;

    Kind(String key, String title) {
      this.key = key;
      this.title = title;
    }

    /** In run.json. */
    public String key() {
      return key;
    }
  }

  private static ComparedModel onInputs(Kind kind) {
    return new ComparedModel(kind, OptionalInt.empty());
  }

  static ComparedModel linearOnCodes(int layer) {
    return new ComparedModel(Kind.LINEAR, OptionalInt.of(layer));
  }

  static ComparedModel nearestOnCodes(int layer) {
    return new ComparedModel(Kind.NEAREST, OptionalInt.of(layer));
  }

  /** Whether it does without what was learnt from the unlabeled examples. */
  boolean isWithoutPretraining() {
    return this.equals(SCRATCH) || this.equals(LINEAR) || this.equals(NEAREST);
  }

  /** In words. */
  public String title() {
    if (layer.isPresent()) {
      return kind.title + " on the codes of layer " + layer.getAsInt();
    }
    return kind == Kind.LINEAR || kind == Kind.NEAREST ? kind.title + " on the inputs" : kind.title;
  }

  @Override
  public int compareTo(ComparedModel other) {
    return ORDER.compare(this, other);
  }
}
