package io.lamina.jobs.cluster;

/**
 * What a task needs at once.
 *
 * @param what it does, for messages
 * @param heap bytes on the Java heap
 * @param nativeMemory bytes of matrices outside it
 * @param device bytes of the device's own memory
 */
public record MemoryNeed(String what, long heap, long nativeMemory, long device) {}
