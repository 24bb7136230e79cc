/** The statistics of preprocessing. */
package io.lamina.jobs.data.fit;
