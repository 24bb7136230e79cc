// What the stand-ins for NVIDIA's libraries share.
#pragma once
#include <cstddef>
#include <functional>
#include <string>
#include <vector>

namespace standin {

struct Shape {
  unsigned x, y, z;
  size_t count() const { return (size_t)x * y * z; }
};

/** In which order the blocks of a kernel run, and the threads of a block. */
enum class Order { FORWARDS, BACKWARDS, RANDOM };

/** An argument that points somewhere. */
struct Pointer {
  const void* to;
  size_t alignment;
};

/** Work on a stream. It gives what went wrong, or nothing. */
using Work = std::function<std::string()>;

/** A kernel with its arguments. */
struct Call {
  std::vector<Pointer> pointers;
  std::function<std::string(Shape grid, Shape block, Order order)> run;
};

}  // namespace standin

#define STANDIN_SHARED __attribute__((visibility("default")))

struct CUstream_st;

/** A call of a library that works on the driver: the code it must fail with, or 0. */
STANDIN_SHARED int standin_enter(const char* function);

/** Puts work on a stream, or into the graph that it captures. */
STANDIN_SHARED int standin_enqueue(CUstream_st* stream, const std::string& what,
                                   standin::Work work);

/** Whether the current context's device holds so many bytes from there on. */
STANDIN_SHARED bool standin_holds(const void* from, size_t bytes);

/** Whether the current context's device gets products wrong. */
STANDIN_SHARED bool standin_errs();

/** Objects that are made and not yet destroyed: so many more. */
STANDIN_SHARED void standin_count(int more);
