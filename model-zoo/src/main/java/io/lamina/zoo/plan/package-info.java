/** Training plans: what to train and how, as validated values, and their reader. */
package io.lamina.zoo.plan;
