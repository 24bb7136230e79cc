/** The worker's end: pulls vectors from all servers, and pushes what it learnt to all of them. */
package io.lamina.parameters.worker;
