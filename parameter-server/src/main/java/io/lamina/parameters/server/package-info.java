/** A server: lets workers and coordinators in, and brings their words to the parts it holds. */
package io.lamina.parameters.server;
