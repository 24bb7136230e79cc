package io.lamina.jobs.drift;

/** What a comparison says. */
public enum DriftVerdict {
  NONE("no drift"),
  DRIFT("drift"),
  NOT_COMPUTED("not computed");

  private final String words;

  DriftVerdict(String words) {
    this.words = words;
  }

  /** In JSON, and for people. */
  public String words() {
    return words;
  }
}
