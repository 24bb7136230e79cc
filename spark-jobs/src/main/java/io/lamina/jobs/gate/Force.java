package io.lamina.jobs.gate;

/**
 * Somebody promotes a model whatever the gates say.
 *
 * @param by the person's name
 * @param reason why
 */
public record Force(String by, String reason) {
  public Force {
    if (by.isBlank() || reason.isBlank()) {
      throw new IllegalArgumentException("to force a promotion give a name and a reason");
    }
  }
}
