/**
 * What a run trained, and how it is written for others: networks of plain DL4J layers, which any
 * user of DL4J loads without a class of ours.
 *
 * <p>All vectors of parameters follow one order, that of the trainers and of DL4J alike: the
 * stack's ({@link io.lamina.zoo.geometry.Stack}).
 */
package io.lamina.zoo.network;
