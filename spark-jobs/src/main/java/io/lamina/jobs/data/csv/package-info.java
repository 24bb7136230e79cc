/** Lines of comma-separated values as examples. */
package io.lamina.jobs.data.csv;
