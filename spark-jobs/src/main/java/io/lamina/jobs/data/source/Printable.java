package io.lamina.jobs.data.source;

/**
 * A text out of a file, which may be anything, as messages show it.
 *
 * @param text as it is
 */
public record Printable(String text) {
  private static final int MOST = 40;

  @Override
  public String toString() {
    String printable = text.replaceAll("[^\\p{Print}\\p{IsLetter}]", "?");
    return printable.length() <= MOST ? printable : printable.substring(0, MOST) + "…";
  }
}
