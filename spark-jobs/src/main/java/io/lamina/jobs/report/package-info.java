/** The report of a run: one HTML file that needs nothing else. */
package io.lamina.jobs.report;
