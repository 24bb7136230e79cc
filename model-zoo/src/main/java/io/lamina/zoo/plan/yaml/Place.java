package io.lamina.zoo.plan.yaml;

/**
 * Where something is written.
 *
 * @param origin a file, a recipe or an override
 * @param line counted from 1, or 0 where there are no lines
 */
record Place(String origin, int line) {}
