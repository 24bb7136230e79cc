/** Tables as sources: CSV, Parquet, and what Spark reads. */
package io.lamina.zoo.plan.data.tables;
