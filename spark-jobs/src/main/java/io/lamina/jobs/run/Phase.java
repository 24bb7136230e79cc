package io.lamina.jobs.run;

/** What a run spends its time on. At every moment it is in one phase: they add up to the total. */
public enum Phase {
  /** Starting Spark and its executors, and asking them for their devices. */
  START("start", "starting the cluster"),
  /** Reading the data and dealing it into shards. */
  READ("read", "reading"),
  /**
   * What must be known before the first step: registry, checkpoints, memory, labels; the connection
   * to the parameter servers.
   */
  PREPARE("prepare", "checks before training"),
  /** All layers, encoding for the next one included. */
  PRETRAIN("pretrain", "pretraining"),
  FINE_TUNE("fineTune", "fine-tuning"),
  /** Learning from the network's own labels. */
  PSEUDO_LABEL("pseudoLabel", "pseudo-labels"),
  /** The same network from a random start. */
  SCRATCH("scratch", "random start"),
  /** Logistic regression on the inputs. */
  LINEAR("linear", "logistic regression"),
  /** The nearest neighbour on the inputs. */
  NEAREST("nearest", "nearest neighbour"),
  /** Logistic regression and the nearest neighbour on the codes of each layer. */
  CODES("codes", "baselines on codes"),
  /** The study of the error by the number of labels, its evaluations included. */
  LABEL_CURVE("labelCurve", "label curve"),
  EVALUATE("evaluate", "evaluation"),
  /** Sketching what the version will be compared with: columns, errors, codes, probabilities. */
  SKETCH("sketch", "sketches"),
  /** Making the pictures of the report. */
  REPORT("report", "pictures of the report"),
  PUBLISH("publish", "publishing"),
  /** What no other phase covers. */
  OTHER("other", "everything else"),
  /** The whole run, from its start until its record is made: the sum of all others. */
  TOTAL("total", "total");

  private final String key;
  private final String title;

  Phase(String key, String title) {
    this.key = key;
    this.title = title;
  }

  /** The key in run.json. */
  public String key() {
    return key;
  }

  /** The phase in words, for people. */
  public String title() {
    return title;
  }
}
