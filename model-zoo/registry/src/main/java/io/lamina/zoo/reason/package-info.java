/** Why something went wrong, in words for people. */
package io.lamina.zoo.reason;
