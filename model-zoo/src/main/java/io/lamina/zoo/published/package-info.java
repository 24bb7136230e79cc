/**
 * Published versions as they are used: {@code digits@v3} is found in its registry, its checksums
 * are verified, and its networks are read.
 */
package io.lamina.zoo.published;
