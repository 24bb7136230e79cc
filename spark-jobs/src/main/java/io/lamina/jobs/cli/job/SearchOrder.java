package io.lamina.jobs.cli.job;

import static java.util.Objects.requireNonNull;

import io.lamina.jobs.search.Halving;
import io.lamina.jobs.search.SearchSpace;

/**
 * What a search tries.
 *
 * @param space the keys and their values
 * @param seed of the trials
 * @param halving how many of them, and for how long each
 */
public record SearchOrder(SearchSpace space, long seed, Halving halving) {
  public SearchOrder {
    requireNonNull(space, "space is null");
    requireNonNull(halving, "halving is null");
  }
}
