/**
 * NVIDIA's driver, as far as a provider needs it: the libraries, the cards, and a card's streams,
 * events and memory.
 */
package io.lamina.runtime.cuda.driver;
