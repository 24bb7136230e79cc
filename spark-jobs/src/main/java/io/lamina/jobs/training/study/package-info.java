/** What a run learned, and what its report shows of it. On the executors. */
package io.lamina.jobs.training.study;
