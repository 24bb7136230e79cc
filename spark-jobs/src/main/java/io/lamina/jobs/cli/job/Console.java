package io.lamina.jobs.cli.job;

import java.io.PrintStream;
import java.util.Map;

/**
 * Where a command prints.
 *
 * @param out for progress and results
 * @param err for what went wrong
 * @param terminal whether {@code out} is one
 * @param environment the process's
 */
public record Console(
    PrintStream out, PrintStream err, boolean terminal, Map<String, String> environment) {}
