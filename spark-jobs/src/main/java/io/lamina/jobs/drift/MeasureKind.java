package io.lamina.jobs.drift;

/** What is compared. */
public enum MeasureKind {
  ERROR("reconstruction error"),
  /** The error of rows that are worse reconstructed than 99 of 100. */
  HIGH_ERRORS("high errors"),
  /** The error of rows that are better reconstructed than 99 of 100. */
  LOW_ERRORS("low errors"),
  PROBABILITY("probability"),
  CODE("code"),
  COLUMN("column");

  private final String words;

  MeasureKind(String words) {
    this.words = words;
  }

  /** In JSON, and for people. */
  public String words() {
    return words;
  }
}
