/** What to train, and what came out. */
package io.lamina.zoo;
