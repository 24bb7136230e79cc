package io.lamina.zoo.plan.yaml;

/**
 * A value that is allowed by itself, but not beside the others of its record. The records throw it,
 * the reader turns it into a problem with a line.
 */
public final class PlanRuleException extends IllegalArgumentException {
  private static final long serialVersionUID = 1;

  private final String key;
  private final String value;
  private final String rule;

  /**
   * @param key of the value, seen from the record
   * @param rule what the value must be
   */
  public PlanRuleException(String key, Object value, String rule) {
    super(key + " is " + value + ", " + rule);
    this.key = key;
    this.value = String.valueOf(value);
    this.rule = rule;
  }

  /** The same rule, seen from a group around the record. */
  public PlanRuleException below(String path) {
    return new PlanRuleException(KeyPath.join(path, key), value, rule);
  }

  public String key() {
    return key;
  }

  public String value() {
    return value;
  }

  public String rule() {
    return rule;
  }
}
