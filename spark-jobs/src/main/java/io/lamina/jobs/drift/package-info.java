/** Whether new data are such as a version's were: effect sizes, p-values, and a verdict. */
package io.lamina.jobs.drift;
