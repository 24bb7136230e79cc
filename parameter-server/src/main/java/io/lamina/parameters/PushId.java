package io.lamina.parameters;

import static java.util.Objects.requireNonNull;

import java.util.Locale;

/**
 * What a push is for, and whose it is: it counts once for its stage, round and shard, and only
 * while its generation is the stage's.
 *
 * @param stage the stage's name
 * @param generation of the worker that trained
 * @param round it trained in, counted from 0
 * @param shard it trained, counted from 0
 */
public record PushId(String stage, long generation, int round, int shard) {
  public PushId {
    requireNonNull(stage, "stage is null");
    if (round < 0 || shard < 0) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT, "not a push: round %d, shard %d, must be at least 0", round, shard));
    }
  }
}
