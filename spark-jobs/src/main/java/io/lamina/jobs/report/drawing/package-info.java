/** Draws grids of examples and of weights as PNG pictures. */
package io.lamina.jobs.report.drawing;
