/** Some of a source's examples, or all of them changed: parts, classes, draws, varied pictures. */
package io.lamina.jobs.data.select;
