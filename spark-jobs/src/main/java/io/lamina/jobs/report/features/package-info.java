/** Which features of a network are those of another, whatever their order. */
package io.lamina.jobs.report.features;
