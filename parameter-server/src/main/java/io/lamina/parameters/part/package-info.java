/** What a server does with its part of a stage, without any network. */
package io.lamina.parameters.part;
