/** The steps that happen to every example before a network sees it: their keys in a plan. */
package io.lamina.zoo.plan.preprocessing;
