package io.lamina.parameters;

/**
 * What a worker came to when it trained a shard in a round, for comparison with what another came
 * to.
 *
 * @param shard it trained, its own or another's, counted from 0
 * @param digest of the bits that came out
 */
public record Recheck(int shard, long digest) {
  public Recheck {
    if (shard < 0) {
      throw new IllegalArgumentException("shard " + shard + ", must be at least 0");
    }
  }
}
