package io.lamina.runtime.cuda;

import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Gives every test of this build the stand-ins, those of other modules included; without g++ they
 * are skipped. With {@code -Dlamina.cards=real} the machine's own cards are used.
 */
public final class StandInExtension implements ExecutionCondition {
  private static final String CARDS = "lamina.cards";

  /** Whether the build was told to use the machine's own cards. */
  static boolean isForRealCards() {
    return System.getProperty(CARDS, "").equals("real");
  }

  @Override
  public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
    if (isForRealCards()) {
      return ConditionEvaluationResult.enabled("the cards are this machine's own");
    }
    return StandIn.problem()
        .map(ConditionEvaluationResult::disabled)
        .orElse(ConditionEvaluationResult.enabled("the stand-ins are loaded"));
  }
}
