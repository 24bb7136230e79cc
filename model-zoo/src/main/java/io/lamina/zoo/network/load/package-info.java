/**
 * Checks that a published network is what whoever has only DL4J gets: a program for a process of
 * its own, which uses no other class of Lamina.
 */
package io.lamina.zoo.network.load;
