/** What a plan says of data: its parts, and what is used of each source. */
package io.lamina.zoo.plan.data;
