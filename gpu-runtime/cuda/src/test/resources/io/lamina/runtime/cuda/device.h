// CUDA's language on the host, as much as the kernels use: included before them, compiled by g++.
//
// Blocks run one after the other. The threads of a block are fibers that one thread of the machine
// runs in turn; a fiber is left only where its thread waits, at a barrier or for its warp. Blocks
// and threads run in a chosen order: a race shows as another result.
#pragma once
#include <csetjmp>
#include <csignal>
#include <cstdint>
#include <cstdio>
#include <cstring>
#include <algorithm>
#include <cmath>
#include <random>
#include <tuple>
#include <type_traits>
#include <pthread.h>
#include <sys/mman.h>
#include <ucontext.h>
#include "standin.h"

#define __global__
#define __device__
// One section, so that a block finds no values of the block before it.
#define __shared__ static __attribute__((section("standin_shared")))

namespace standin {

enum class State { RUNNING, AT_BARRIER, IN_WARP, DONE };

struct Fiber {
  jmp_buf parked;
  ucontext_t start;
  bool started = false;
};

struct Thread {
  Shape index;
  unsigned number;
  State state;
  unsigned lanes;    // that its warp waits for
  uint64_t sent[2];  // to its warp, now and the time before
  unsigned exchanges;
  jmp_buf waiting;
  Fiber* fiber;
};

static Shape grid, blockShape, block;
static Thread* self;
static std::vector<Thread> threads;
static std::vector<unsigned> order;
static size_t next;  // in the order, not yet begun
static std::vector<Fiber*> idle;
static Fiber* current;
static jmp_buf scheduler;
static const std::function<void()>* body;

/** Runs threads one after the other; one that waits keeps the fiber, and another takes the rest. */
static void work() {
  for (;;) {
    Fiber* own = current;
    while (next < order.size()) {
      self = &threads[order[next++]];
      self->fiber = own;
      (*body)();
      self->state = State::DONE;
      current = own = self->fiber;
    }
    idle.push_back(own);
    if (!_setjmp(own->parked)) {
      _longjmp(scheduler, 1);
    }
  }
}

static void begin() {
  if (idle.empty()) {
    const size_t stack = 64 << 10, edge = 4 << 10;
    Fiber* made = new Fiber;
    void* memory = mmap(nullptr, stack + edge, PROT_READ | PROT_WRITE,
                        MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    mprotect(memory, edge, PROT_NONE);
    getcontext(&made->start);
    made->start.uc_stack.ss_sp = (char*)memory + edge;
    made->start.uc_stack.ss_size = stack;
    made->start.uc_link = nullptr;
    makecontext(&made->start, work, 0);
    idle.push_back(made);
  }
  current = idle.back();
  idle.pop_back();
  if (!_setjmp(scheduler)) {
    if (current->started) {
      _longjmp(current->parked, 1);
    }
    current->started = true;
    setcontext(&current->start);
  }
}

static void wait(State state, unsigned lanes) {
  Thread* waiting = self;
  waiting->state = state;
  waiting->lanes = lanes;
  if (!_setjmp(waiting->waiting)) {
    _longjmp(scheduler, 1);
  }
  self = waiting;
}

static void resume(Thread& waiting) {
  waiting.state = State::RUNNING;
  current = waiting.fiber;
  if (!_setjmp(scheduler)) {
    _longjmp(waiting.waiting, 1);
  }
}

static size_t count(State state) {
  return std::count_if(threads.begin(), threads.end(),
                       [=](const Thread& each) { return each.state == state; });
}

/** The threads go on that wait for each other and are all there; whether any did. */
static bool release() {
  if (count(State::AT_BARRIER) == threads.size()) {
    for (unsigned each : order) resume(threads[each]);
    return true;
  }
  bool moved = false;
  for (size_t first = 0; first < threads.size(); first += 32) {
    unsigned present = 0, wanted = 0;
    size_t end = std::min(first + 32, threads.size());
    for (size_t i = first; i < end; i++) {
      if (threads[i].state == State::IN_WARP) {
        present |= 1u << (i - first);
        wanted |= threads[i].lanes;
      }
    }
    unsigned real = end - first == 32 ? ~0u : (1u << (end - first)) - 1;
    if (present && (wanted & real) == present) {
      for (unsigned each : order) {
        if (each >= first && each < end && threads[each].state == State::IN_WARP) {
          resume(threads[each]);
        }
      }
      moved = true;
    }
  }
  return moved;
}

/** A fault in a kernel ends the kernel, not the process. */
static sigjmp_buf fault;
static pthread_t runner;
static bool running;
static char reason[200];
static const int SIGNALS[] = {SIGSEGV, SIGBUS, SIGILL, SIGFPE};  // SIGILL: a sanitizer's trap
static struct sigaction before[65];

static void onSignal(int number, siginfo_t* info, void* context) {
  if (!running || !pthread_equal(pthread_self(), runner)) {  // the JVM's own
    before[number].sa_sigaction(number, info, context);
    return;
  }
  const char* what = number == SIGILL   ? "index, alignment or overflow, at code"
                     : number == SIGFPE ? "division by zero, at code"
                                        : "no memory at";
  snprintf(reason, sizeof reason, "block %u,%u thread %u,%u: %s %p", block.x, block.y,
           self->index.x, self->index.y, what, info->si_addr);
  siglongjmp(fault, 1);
}

struct Signals {
  Signals() {
    runner = pthread_self();
    running = true;
    struct sigaction own = {};
    own.sa_sigaction = onSignal;
    own.sa_flags = SA_SIGINFO | SA_ONSTACK;
    for (int each : SIGNALS) sigaction(each, &own, &before[each]);
  }
  ~Signals() {
    running = false;
    for (int each : SIGNALS) sigaction(each, &before[each], nullptr);
  }
};

extern "C" char __start_standin_shared[] __attribute__((weak));
extern "C" char __stop_standin_shared[] __attribute__((weak));

static bool runBlock() {
  memset(__start_standin_shared, 0xFF, __stop_standin_shared - __start_standin_shared);
  for (Thread& each : threads) {
    each.state = State::RUNNING;
  }
  next = 0;
  while (next < order.size()) begin();
  while (count(State::DONE) < threads.size()) {
    if (!release()) {
      snprintf(reason, sizeof reason,
               "block %u,%u: %zu of %zu threads have ended, %zu wait at a barrier and %zu in their "
               "warp: what they wait for cannot come",
               block.x, block.y, count(State::DONE), threads.size(), count(State::AT_BARRIER),
               count(State::IN_WARP));
      return false;
    }
  }
  return true;
}

template <class T>
static std::vector<T> ordered(size_t count, Order how) {
  static std::mt19937 random(1);
  std::vector<T> all(count);
  for (size_t i = 0; i < count; i++) all[i] = (T)i;
  if (how == Order::BACKWARDS) std::reverse(all.begin(), all.end());
  if (how == Order::RANDOM) std::shuffle(all.begin(), all.end(), random);
  return all;
}

static std::string run(Shape g, Shape b, Order how, const std::function<void()>& kernel) {
  grid = g;
  blockShape = b;
  body = &kernel;
  threads.assign(b.count(), Thread{});
  order = ordered<unsigned>(b.count(), how);
  for (unsigned i = 0; i < threads.size(); i++) {
    threads[i].number = i;
    threads[i].index = {i % b.x, i / b.x % b.y, i / b.x / b.y};
  }
  Signals caught;
  if (sigsetjmp(fault, 1)) {
    return reason;
  }
  for (size_t each : ordered<size_t>(g.count(), how)) {
    block = {(unsigned)(each % g.x), (unsigned)(each / g.x % g.y), (unsigned)(each / g.x / g.y)};
    if (!runBlock()) {
      return reason;
    }
  }
  return "";
}

template <class T>
static void addPointer(std::vector<Pointer>& pointers, T argument) {
  if constexpr (std::is_pointer_v<T>) {
    pointers.push_back({argument, alignof(std::remove_pointer_t<T>)});
  }
}

/** Copies the arguments, as a launch does. */
template <class... A>
static Call* bind(void (*kernel)(A...), void** arguments) {
  size_t i = 0;
  std::tuple<A...> copied{*(A*)arguments[i++]...};  // braces: from left to right
  Call* call = new Call;
  std::apply([&](auto... each) { (addPointer(call->pointers, each), ...); }, copied);
  call->run = [kernel, copied](Shape g, Shape b, Order how) {
    return run(g, b, how, [&] { std::apply(kernel, copied); });
  };
  return call;
}

template <class T>
static T exchange(unsigned lanes, T value, unsigned from) {
  Thread* own = self;
  unsigned turn = own->exchanges++ % 2;
  memcpy(&own->sent[turn], &value, sizeof value);
  wait(State::IN_WARP, lanes);
  size_t other = (own->number & ~31u) + from % 32;
  if (other < threads.size()) {
    memcpy(&value, &threads[other].sent[turn], sizeof value);
  }
  return value;
}

}  // namespace standin

#define STANDIN_KERNEL(name) \
  extern "C" standin::Call* standin_bind_##name(void** p) { return standin::bind(name, p); }

#define threadIdx (standin::self->index)
#define blockIdx (standin::block)
#define blockDim (standin::blockShape)
#define gridDim (standin::grid)

static inline void __syncthreads() { standin::wait(standin::State::AT_BARRIER, 0); }

template <class T>
static T __shfl_xor_sync(unsigned lanes, T value, int distance) {
  return standin::exchange(lanes, value, (standin::self->number % 32) ^ distance);
}

static inline int __float_as_int(float value) {
  int bits;
  memcpy(&bits, &value, sizeof bits);
  return bits;
}

static inline float __int_as_float(int bits) {
  float value;
  memcpy(&value, &bits, sizeof value);
  return value;
}

static inline unsigned __umulhi(unsigned a, unsigned b) {
  return (unsigned)((unsigned long long)a * b >> 32);
}
