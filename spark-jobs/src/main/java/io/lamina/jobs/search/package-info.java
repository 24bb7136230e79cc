/** The search for a plan: draws trials of a plan, and gives those that do well more time. */
package io.lamina.jobs.search;
