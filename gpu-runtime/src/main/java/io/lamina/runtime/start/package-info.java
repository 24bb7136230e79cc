/** What layers begin from before they are pretrained. */
package io.lamina.runtime.start;
