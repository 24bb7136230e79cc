/**
 * The trainers: one for each kind of layer, and the fine-tuner; and what applies a trained stack.
 */
package io.lamina.runtime.train;
