package io.lamina.zoo.plan;

/**
 * A value that is allowed by itself, but not beside the others of its record. The records throw it,
 * the reader turns it into a problem with a line.
 */
final class PlanRuleException extends IllegalArgumentException {
  private static final long serialVersionUID = 1;

  private final String key;
  private final String value;
  private final String rule;

  /**
   * @param key of the value, seen from the record
   * @param rule what the value must be
   */
  PlanRuleException(String key, Object value, String rule) {
    super(key + " is " + value + ", " + rule);
    this.key = key;
    this.value = String.valueOf(value);
    this.rule = rule;
  }

  /** The same rule, seen from a group around the record. */
  PlanRuleException below(String path) {
    return new PlanRuleException(KeyPath.join(path, key), value, rule);
  }

  String key() {
    return key;
  }

  String value() {
    return value;
  }

  String rule() {
    return rule;
  }
}
