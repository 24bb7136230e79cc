/**
 * What the units of a trained stack have learnt: pictures of them in input space, how they respond
 * to examples, and which of them are alike.
 */
package io.lamina.runtime.units;
