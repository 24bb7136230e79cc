/**
 * The steps that happen to every example before a network sees it: their keys in a plan, what they
 * ask of the data, and what they do with it.
 */
package io.lamina.zoo.plan.preprocessing;
