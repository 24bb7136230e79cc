/** Reads JSON that this module wrote. */
package io.lamina.jobs.json;
