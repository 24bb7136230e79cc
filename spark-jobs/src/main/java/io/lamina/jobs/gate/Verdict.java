package io.lamina.jobs.gate;

/** What a gate says. */
public enum Verdict {
  PASS("pass"),
  FAIL("fail"),

  /** Something that it needs is missing, or is no number. Counts as a failure. */
  NOT_COMPUTED("not computed");

  private final String words;

  Verdict(String words) {
    this.words = words;
  }

  static Verdict of(boolean passes) {
    return passes ? PASS : FAIL;
  }

  /**
   * The verdict of a record.
   *
   * @param words as {@link #words} says them
   */
  static Verdict named(String words) {
    for (Verdict verdict : values()) {
      if (verdict.words.equals(words)) {
        return verdict;
      }
    }
    throw new IllegalArgumentException(
        "verdict is " + words + ", must be pass, fail or not computed");
  }

  /** In records, and for people. */
  public String words() {
    return words;
  }
}
