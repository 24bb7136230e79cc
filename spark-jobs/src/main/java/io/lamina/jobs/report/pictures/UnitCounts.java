package io.lamina.jobs.report.pictures;

/**
 * How much the units of a layer respond, how many of them are of no use, and what that means.
 *
 * @param meanCode over all units and the examples looked at
 * @param dead units whose codes of all examples lie closer together than {@code deadRange}
 * @param deadRange the distance
 * @param examples looked at
 * @param duplicates units whose weight vector has a cosine above {@code cosine} with that of a unit
 *     before them
 * @param cosine the threshold
 * @param compared how many units, the first ones, were compared
 */
public record UnitCounts(
    double meanCode,
    int dead,
    double deadRange,
    int examples,
    int duplicates,
    double cosine,
    int compared) {}
