/**
 * Variations of pictures, such as those of MNIST's digits in Larochelle, Erhan, Courville, Bergstra
 * and Bengio: An empirical evaluation of deep architectures on problems with many factors of
 * variation, ICML 2007. What is random in them is drawn by whoever uses them.
 */
package io.lamina.zoo.variations;
