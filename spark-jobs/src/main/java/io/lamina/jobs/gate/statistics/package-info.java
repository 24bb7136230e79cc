/** What gates compute from figures of rows and units: tests, intervals, ranks. No I/O, no state. */
package io.lamina.jobs.gate.statistics;
