package io.lamina.jobs.gate.statistics;

/** What an interval of a difference says of a candidate, by a margin of non-inferiority. */
public enum Comparison {
  /** All of the interval lies below 0. */
  BETTER("better"),

  /** All of it lies below the margin. */
  NOT_WORSE("not worse"),

  /** All of it lies above the margin. */
  WORSE("worse"),

  /** The margin lies in it: there are too few rows to tell. */
  UNDECIDED("undecided");

  private final String words;

  Comparison(String words) {
    this.words = words;
  }

  /** Whether the candidate may take the champion's place. */
  public boolean isEnough() {
    return this == BETTER || this == NOT_WORSE;
  }

  /** For people: "not worse". */
  public String words() {
    return words;
  }
}
