package io.lamina.runtime.processor;

import static org.bytedeco.dnnl.global.dnnl.dnnl_memory_create;
import static org.bytedeco.dnnl.global.dnnl.dnnl_memory_desc_create_with_strides;
import static org.bytedeco.dnnl.global.dnnl.dnnl_memory_desc_destroy;
import static org.bytedeco.dnnl.global.dnnl.dnnl_memory_destroy;
import static org.bytedeco.dnnl.global.dnnl.dnnl_memory_set_data_handle;
import static org.bytedeco.dnnl.global.dnnl.dnnl_primitive_create;
import static org.bytedeco.dnnl.global.dnnl.dnnl_primitive_desc_destroy;
import static org.bytedeco.dnnl.global.dnnl.dnnl_primitive_destroy;
import static org.bytedeco.dnnl.global.dnnl.dnnl_primitive_execute;

import java.util.ArrayList;
import java.util.List;
import org.bytedeco.dnnl.dnnl_exec_arg_t;
import org.bytedeco.dnnl.dnnl_memory;
import org.bytedeco.dnnl.dnnl_memory_desc;
import org.bytedeco.dnnl.dnnl_primitive;
import org.bytedeco.dnnl.dnnl_primitive_desc;
import org.bytedeco.javacpp.Pointer;

/** Something that oneDNN has made code for, and the operands it runs on. One thread at a time. */
final class Primitive implements AutoCloseable {
  private final OneDnn oneDnn;
  private final dnnl_primitive primitive = new dnnl_primitive();
  private final List<dnnl_memory> operands;
  private final dnnl_exec_arg_t arguments;

  private Primitive(Builder parts, dnnl_primitive_desc description) {
    this.oneDnn = parts.oneDnn;
    OneDnn.require("its code", dnnl_primitive_create(primitive, description));
    this.operands = List.copyOf(parts.operands);
    this.arguments = new dnnl_exec_arg_t(operands.size());
    for (int i = 0; i < operands.size(); i++) {
      arguments.position(i).arg(parts.roles.get(i)).memory(operands.get(i));
    }
    arguments.position(0);
  }

  /** Where an operand's values are from now on, by the order in which the operands were named. */
  void operand(int number, Pointer values) {
    OneDnn.require("an operand", dnnl_memory_set_data_handle(operands.get(number), values));
  }

  void run() {
    OneDnn.require(
        "to compute",
        dnnl_primitive_execute(primitive, oneDnn.stream(), operands.size(), arguments));
  }

  @Override
  public void close() {
    dnnl_primitive_destroy(primitive);
    operands.forEach(each -> dnnl_memory_destroy(each));
    arguments.close();
  }

  /** Names the operands. */
  static final class Builder {
    private final OneDnn oneDnn;
    private final List<Integer> roles = new ArrayList<>();
    private final List<dnnl_memory> operands = new ArrayList<>();
    private final List<dnnl_memory_desc> descriptions = new ArrayList<>();

    Builder(OneDnn oneDnn) {
      this.oneDnn = oneDnn;
    }

    /**
     * Adds an operand.
     *
     * @param role oneDNN's number of what it is
     * @return how oneDNN describes it, good until {@link #build}
     */
    dnnl_memory_desc operand(int role, Layout layout) {
      dnnl_memory_desc description = new dnnl_memory_desc();
      OneDnn.require(
          "a layout",
          dnnl_memory_desc_create_with_strides(
              description,
              layout.sizes().size(),
              Layout.numbers(layout.sizes()),
              layout.type(),
              Layout.numbers(layout.strides())));
      descriptions.add(description);
      dnnl_memory memory = new dnnl_memory();
      OneDnn.require("memory", dnnl_memory_create(memory, description, oneDnn.engine(), null));
      operands.add(memory);
      roles.add(role);
      return description;
    }

    /** Makes the code of what is described, and frees the descriptions. */
    Primitive build(dnnl_primitive_desc description) {
      Primitive made = new Primitive(this, description);
      dnnl_primitive_desc_destroy(description);
      descriptions.forEach(each -> dnnl_memory_desc_destroy(each));
      return made;
    }
  }
}
