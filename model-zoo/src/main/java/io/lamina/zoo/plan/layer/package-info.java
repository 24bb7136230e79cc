/** The kinds of layers, with their keys and rules. */
package io.lamina.zoo.plan.layer;
