/** What a run learned, and what its report shows of it. In the driver. */
package io.lamina.jobs.training.study;
