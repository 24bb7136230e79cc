package io.lamina.jobs.doctor.check;

/** What a check comes to. */
public enum Verdict {
  /** Nothing is in the way of a run. */
  FINE,
  /** A run would fail, or not do what it should. */
  WRONG,
  /** It could not be told; the text says why. */
  UNKNOWN
}
