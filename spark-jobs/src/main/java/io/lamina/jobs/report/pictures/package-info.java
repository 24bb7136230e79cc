/** What a report shows of examples and layers, as values. */
package io.lamina.jobs.report.pictures;
