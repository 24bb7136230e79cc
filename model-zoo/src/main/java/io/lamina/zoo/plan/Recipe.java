package io.lamina.zoo.plan;

/**
 * A plan that comes with Lamina.
 *
 * @param name what {@link Recipes#text} finds it by
 * @param description one line for people
 */
public record Recipe(String name, String description) {}
