package io.lamina.jobs.run;

/** What a run spends its time on. */
public enum Phase {
  /** Reading the data and dealing it into shards. */
  READ("read", "reading"),
  /** All layers, encoding for the next one included. */
  PRETRAIN("pretrain", "pretraining"),
  FINE_TUNE("fineTune", "fine-tuning"),
  /** Learning from the network's own labels. */
  PSEUDO_LABEL("pseudoLabel", "pseudo-labels"),
  /** The same network from a random start. */
  SCRATCH("scratch", "random start"),
  /** The study of the error by the number of labels, its evaluations included. */
  LABEL_CURVE("labelCurve", "label curve"),
  EVALUATE("evaluate", "evaluation"),
  PUBLISH("publish", "publishing"),
  /** The whole run, from its start to its end: what no other phase covers is in here as well. */
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
