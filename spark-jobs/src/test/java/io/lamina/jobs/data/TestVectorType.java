package io.lamina.jobs.data;

import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.sql.catalyst.util.GenericArrayData;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.UserDefinedType;

/**
 * Stands for the column type of Spark's ML library, which names its class in the files it writes.
 */
public final class TestVectorType extends UserDefinedType<TestVector> {
  private static final long serialVersionUID = 1;

  @Override
  public DataType sqlType() {
    return Tables.VECTOR;
  }

  @Override
  public InternalRow serialize(TestVector vector) {
    return new GenericInternalRow(
        new Object[] {(byte) 1, null, null, new GenericArrayData(vector.values())});
  }

  @Override
  public TestVector deserialize(Object stored) {
    return new TestVector(((InternalRow) stored).getArray(3).toDoubleArray());
  }

  @Override
  public Class<TestVector> userClass() {
    return TestVector.class;
  }
}
