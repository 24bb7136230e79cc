/** What a plan says of data: sources, what is used of them, and preprocessing. */
package io.lamina.zoo.plan.data;
