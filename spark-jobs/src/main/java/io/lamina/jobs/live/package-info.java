/**
 * A run as it goes on, in Spark's own web page: what Spark's listeners hear of it, what is kept of
 * that, and the page. Spark's event log has the events, so the history server shows the same.
 */
package io.lamina.jobs.live;
