package io.lamina.zoo.tables;

import java.util.Random;

/**
 * A column in which some cells are missing, at random.
 *
 * @param share of the cells
 */
record WithGaps(TableColumn column, double share) implements TableColumn {
  @Override
  public String name() {
    return column.name();
  }

  @Override
  public boolean isCategorical() {
    return column.isCategorical();
  }

  @Override
  public String cell(double[] factors, Random random) {
    String cell = column.cell(factors, random);
    return random.nextDouble() < share ? TableGenerator.MISSING : cell;
  }
}
