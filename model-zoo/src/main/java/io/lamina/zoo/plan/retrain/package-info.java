/**
 * What a plan says of training again, night after night: when a model takes the champion's place.
 */
package io.lamina.zoo.plan.retrain;
