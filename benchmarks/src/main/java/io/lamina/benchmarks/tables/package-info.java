/** The recipe for tables, on tables that nobody tuned it for. */
package io.lamina.benchmarks.tables;
