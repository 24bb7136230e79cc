package io.lamina.jobs.doctor.check;

import static java.util.Objects.requireNonNull;

import java.io.Serializable;

/**
 * What was found of one subject in one place.
 *
 * @param subject a few words, such as {@code clock}
 * @param place the process or the file that it was found in
 * @param verdict whether it is fine
 * @param text what was found
 * @param remedy what to do; empty unless something is wrong
 */
public record Finding(String subject, String place, Verdict verdict, String text, String remedy)
    implements Serializable {
  private static final long serialVersionUID = 1;

  public Finding {
    requireNonNull(subject, "subject is null");
    requireNonNull(place, "place is null");
    requireNonNull(verdict, "verdict is null");
    requireNonNull(text, "text is null");
    requireNonNull(remedy, "remedy is null");
  }

  public static Finding fine(String subject, String place, String text) {
    return new Finding(subject, place, Verdict.FINE, text, "");
  }

  public static Finding wrong(String subject, String place, String text, String remedy) {
    return new Finding(subject, place, Verdict.WRONG, text, remedy);
  }

  public static Finding unknown(String subject, String place, String reason) {
    return new Finding(subject, place, Verdict.UNKNOWN, reason, "");
  }

  /**
   * What a failure tells.
   *
   * @param message for people: what is wrong, and at its end the remedy in parentheses
   */
  public static Finding told(String subject, String place, String message) {
    int remedy = lastParentheses(message);
    return remedy < 1
        ? wrong(subject, place, message, "")
        : wrong(
            subject,
            place,
            message.substring(0, remedy).strip(),
            message.substring(remedy + 1, message.length() - 1));
  }

  /** Where the parentheses open that end the text; -1 if none do. */
  private static int lastParentheses(String text) {
    if (!text.endsWith(")")) {
      return -1;
    }
    int open = 0;
    for (int at = text.length() - 1; at >= 0; at--) {
      open += text.charAt(at) == ')' ? 1 : text.charAt(at) == '(' ? -1 : 0;
      if (open == 0) {
        return at;
      }
    }
    return -1;
  }

  public boolean isWrong() {
    return verdict == Verdict.WRONG;
  }
}
