/** The page of a model: its versions, its aliases, its features. It needs nothing else. */
package io.lamina.jobs.report.history;
