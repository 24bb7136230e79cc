/**
 * What layers look like: the shape of what they read and give, the parameters in between, and where
 * each of these lies in a vector.
 */
package io.lamina.zoo.geometry;
