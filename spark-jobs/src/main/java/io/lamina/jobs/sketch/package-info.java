/**
 * Sketches of columns of numbers: a few kilobytes a column, which add up over tasks. Equal values
 * give equal bytes, however they were divided and in whatever order they came. (KLL sketches do
 * not: they keep a random sample.)
 */
package io.lamina.jobs.sketch;
