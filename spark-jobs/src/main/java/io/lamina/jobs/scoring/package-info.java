/** Puts examples through networks on the executors: the values of every row. */
package io.lamina.jobs.scoring;
