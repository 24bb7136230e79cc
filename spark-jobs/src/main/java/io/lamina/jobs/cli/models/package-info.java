/**
 * {@code lamina models}: what is in a registry, which version is in production and why, and the
 * commands that change it.
 */
package io.lamina.jobs.cli.models;
