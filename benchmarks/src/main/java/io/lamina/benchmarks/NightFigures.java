package io.lamina.benchmarks;

/**
 * What a night's training came to.
 *
 * @param error the share of wrong predictions on the night's test digits
 * @param reconstruction the squared error of the lowest layer's reconstruction of a test digit
 * @param deadUnits the share of dead units of all layers
 * @param rank the effective rank of the top layer's codes
 * @param epochs after which the lowest layer reconstructed as well as the cold start's did at its
 *     end; one more than there are if it never did
 */
record NightFigures(
    double error, double reconstruction, double deadUnits, double rank, double epochs) {}
