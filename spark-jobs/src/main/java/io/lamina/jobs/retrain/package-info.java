/**
 * What decides whether a model is trained again, and whether it takes the champion's place: the
 * files that are new, the comparison of both models, the move of the alias.
 */
package io.lamina.jobs.retrain;
