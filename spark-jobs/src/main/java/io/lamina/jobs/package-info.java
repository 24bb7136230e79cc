/** Lamina. */
package io.lamina.jobs;
