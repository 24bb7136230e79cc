/** Text of keys and values: its tree, the forms of values, and what is wrong with them. */
package io.lamina.zoo.plan.yaml;
