/**
 * The preflight: whether driver, executors, plan and storage are such that a run can come to its
 * end. Each subject is a class; {@code Doctor} has the list.
 */
package io.lamina.jobs.doctor;
