// A stand-in for NVIDIA's driver (libcuda.so.1): the memory of its cards is the host's.
//
// It is stricter than a card. Fresh memory is NaN. Every block of memory ends at a page that
// cannot be read, and begins behind bytes that must not change. Kernels may be given pointers into
// living blocks of their own card only. Copies need pinned memory. What goes wrong in a kernel
// breaks the context, as on a card, and cuGetErrorString says what it was.
#include "standin.h"

#include <dlfcn.h>
#include <jni.h>
#include <sys/mman.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <deque>
#include <map>
#include <memory>
#include <mutex>
#include <sstream>

using standin::Call;
using standin::Order;
using standin::Shape;
using standin::Work;

typedef int CUresult;
typedef int CUdevice;
typedef unsigned long long CUdeviceptr;

enum {
  SUCCESS = 0,
  INVALID_VALUE = 1,
  OUT_OF_MEMORY = 2,
  NOT_INITIALIZED = 3,
  NO_DEVICE = 100,
  INVALID_DEVICE = 101,
  INVALID_IMAGE = 200,
  INVALID_CONTEXT = 201,
  NO_BINARY_FOR_GPU = 209,
  INVALID_HANDLE = 400,
  ILLEGAL_STATE = 401,
  NOT_FOUND = 500,
  NOT_READY = 600,
  ILLEGAL_ADDRESS = 700,
  LAUNCH_FAILED = 719,
  CAPTURE_UNSUPPORTED = 900,
  CAPTURE_INVALIDATED = 901
};

struct Card {
  std::string name;
  int capability;
  size_t bytes;
  unsigned number;
  size_t used = 0;
};
struct CUctx_st {
  int device;
  int users = 0;
  int broken = SUCCESS;
};
struct Operation {
  std::string what;
  Work work;
};
struct CUgraph_st {
  std::vector<Operation> operations;
};
struct CUgraphExec_st {
  std::vector<Operation> operations;
};
struct CUstream_st {
  CUctx_st* context;
  std::deque<Operation> waiting;
  std::unique_ptr<CUgraph_st> capture;
  bool spoilt = false;
};
/** It is recorded again and again: who waits for it waits for what was recorded last then. */
struct CUevent_st {
  CUstream_st* stream = nullptr;
  long recorded = 0, reached = 0;
};
struct CUfunc_st {
  std::string name;
  Call* (*bind)(void**);
};
struct CUmod_st {
  void* library;
  std::vector<std::unique_ptr<CUfunc_st>> functions;
};
struct Block {
  size_t bytes;
  bool host;
  int device;
  char* mapping;
  size_t length;
};
/** A call that fails: once, or for good where it breaks the context. Of one card, if it is named. */
struct Failure {
  int code;
  long nth;
  bool breaks;
  std::string card;
};

static std::recursive_mutex mutex;
static std::vector<Card> cards;
static std::vector<std::unique_ptr<CUctx_st>> contexts;
static std::vector<CUstream_st*> streams;
static std::map<uintptr_t, Block> blocks;
static std::map<std::string, Failure> failures;
static std::map<std::string, long> calls;
static std::string reason, erring;
static bool configured, initialized, lazy, ahead;
static int version;
static long objects;
static size_t onCards, mostOnCards, inHost, mostInHost;
static Order order;
static thread_local CUctx_st* context;
static const size_t PAGE = 4096, EDGE = 64;

#define EXPORT extern "C" __attribute__((visibility("default"))) CUresult
#define ENTER(needs)                                           \
  std::lock_guard<std::recursive_mutex> locked(mutex);         \
  if (CUresult code = enter(__func__, needs)) return code
/** RELEASE: a context, which may be broken. */
enum Needs { NOTHING, CARDS, RELEASE, CONTEXT };

static CUresult breakContext(CUctx_st* broken, CUresult code, const std::string& why) {
  if (broken && !broken->broken) {
    broken->broken = code;
    reason = why;
  }
  return code;
}

static void configure(const std::string& text);

/** What a process is told that does not know it has a stand-in. */
static std::string environment() {
  const char* words = getenv("STANDIN");
  return words ? words : "";
}

static bool happensHere(const Failure& failure) {
  return failure.card.empty() || (context && cards[context->device].name == failure.card);
}

static CUresult enter(const char* function, Needs needs) {
  if (!configured) configure(environment());
  std::string name = function;
  if (name.size() > 3 && name.substr(name.size() - 3) == "_v2") name.resize(name.size() - 3);
  long count = ++calls[name];
  auto found = failures.find(name);
  if (found != failures.end() && found->second.nth == count && happensHere(found->second)) {
    const Failure& failure = found->second;
    return failure.breaks ? breakContext(context, failure.code, "the card is gone") : failure.code;
  }
  if (needs >= CARDS && !initialized) return NOT_INITIALIZED;
  if (needs >= RELEASE && !context) return INVALID_CONTEXT;
  return needs == CONTEXT ? context->broken : SUCCESS;
}

int standin_enter(const char* function) {
  std::lock_guard<std::recursive_mutex> locked(mutex);
  return enter(function, CONTEXT);
}

void standin_count(int more) {
  std::lock_guard<std::recursive_mutex> locked(mutex);
  objects += more;
}

// Memory.

static Block* holding(const void* from, size_t bytes) {
  auto after = blocks.upper_bound((uintptr_t)from);
  if (after == blocks.begin()) return nullptr;
  auto& [start, block] = *std::prev(after);
  size_t offset = (uintptr_t)from - start;
  return offset <= block.bytes && bytes <= block.bytes - offset ? &block : nullptr;
}

static bool onCard(const void* from, size_t bytes, int device) {
  Block* block = holding(from, bytes);
  return block && !block->host && block->device == device;
}

static bool pinned(const void* from, size_t bytes) {
  Block* block = holding(from, bytes);
  return block && block->host;
}

bool standin_holds(const void* from, size_t bytes) {
  std::lock_guard<std::recursive_mutex> locked(mutex);
  return context && onCard(from, bytes, context->device);
}

bool standin_errs() {
  std::lock_guard<std::recursive_mutex> locked(mutex);
  return context && cards[context->device].name == erring;
}

static CUresult checkEdges() {
  for (auto& [start, block] : blocks) {
    for (size_t i = 1; i <= EDGE; i++) {
      if (*(unsigned char*)(start - i) != 0xA5) {
        return breakContext(context, ILLEGAL_ADDRESS, "something was written before a block");
      }
    }
  }
  return SUCCESS;
}

static void runNext(CUstream_st* stream) {
  Operation operation = std::move(stream->waiting.front());
  stream->waiting.pop_front();
  std::string wrong = operation.work();
  if (!wrong.empty()) {
    breakContext(stream->context, LAUNCH_FAILED, operation.what + ": " + wrong);
    stream->waiting.clear();
  }
}

static CUresult finish(CUstream_st* stream) {
  while (!stream->waiting.empty()) runNext(stream);
  return stream->context->broken ? stream->context->broken : checkEdges();
}

static void finishAll() {
  for (CUstream_st* each : streams) finish(each);
}

static CUresult refuseInCapture() {
  for (CUstream_st* each : streams) {
    if (each->capture) {
      each->spoilt = true;
      return CAPTURE_UNSUPPORTED;
    }
  }
  return SUCCESS;
}

static CUresult allocate(void** to, size_t bytes, bool host) {
  if (CUresult code = refuseInCapture()) return code;
  if (bytes == 0) return INVALID_VALUE;
  Card& card = cards[context->device];
  if (!host && bytes > card.bytes - card.used) return OUT_OF_MEMORY;
  size_t length = (EDGE + bytes + PAGE - 1) / PAGE * PAGE + PAGE;
  char* mapping = (char*)mmap(nullptr, length, PROT_READ | PROT_WRITE,
                              MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  if (mapping == MAP_FAILED) return OUT_OF_MEMORY;
  char* end = mapping + length - PAGE;
  mprotect(end, PAGE, PROT_NONE);
  char* start = end - bytes;
  memset(start - EDGE, 0xA5, EDGE);
  memset(start, 0xFF, bytes);
  blocks[(uintptr_t)start] = {bytes, host, context->device, mapping, length};
  if (!host) card.used += bytes;
  size_t& now = host ? inHost : onCards;
  size_t& most = host ? mostInHost : mostOnCards;
  most = std::max(most, now += bytes);
  *to = start;
  return SUCCESS;
}

static CUresult release(void* start, bool host) {
  auto found = blocks.find((uintptr_t)start);
  if (found == blocks.end() || found->second.host != host) return INVALID_VALUE;
  finishAll();
  const Block& block = found->second;
  if (!host) cards[block.device].used -= block.bytes;
  (host ? inHost : onCards) -= block.bytes;
  munmap(block.mapping, block.length);
  blocks.erase(found);
  return SUCCESS;
}

EXPORT cuMemAlloc_v2(CUdeviceptr* to, size_t bytes) {
  ENTER(CONTEXT);
  return allocate((void**)to, bytes, false);
}
EXPORT cuMemFree_v2(CUdeviceptr start) {
  ENTER(RELEASE);
  return release((void*)start, false);
}
EXPORT cuMemHostAlloc(void** to, size_t bytes, unsigned) {
  ENTER(CONTEXT);
  return allocate(to, bytes, true);
}
EXPORT cuMemFreeHost(void* start) {
  ENTER(RELEASE);
  return release(start, true);
}
EXPORT cuMemGetInfo_v2(size_t* available, size_t* total) {
  ENTER(CONTEXT);
  const Card& card = cards[context->device];
  *total = card.bytes;
  *available = card.bytes - card.used;
  return SUCCESS;
}

// Cards and contexts.

EXPORT cuInit(unsigned) {
  ENTER(NOTHING);
  if (cards.empty()) return NO_DEVICE;
  initialized = true;
  return SUCCESS;
}
EXPORT cuDriverGetVersion(int* to) {
  ENTER(NOTHING);
  *to = version;
  return SUCCESS;
}
EXPORT cuGetErrorName(CUresult code, const char** to) {
  static const std::map<int, const char*> names = {{2, "CUDA_ERROR_OUT_OF_MEMORY"},
                                                   {100, "CUDA_ERROR_NO_DEVICE"},
                                                   {700, "CUDA_ERROR_ILLEGAL_ADDRESS"},
                                                   {719, "CUDA_ERROR_LAUNCH_FAILED"},
                                                   {803, "CUDA_ERROR_SYSTEM_DRIVER_MISMATCH"}};
  auto found = names.find(code);
  *to = found == names.end() ? "CUDA_ERROR" : found->second;
  return SUCCESS;
}
EXPORT cuGetErrorString(CUresult code, const char** to) {
  static thread_local std::string text;
  std::lock_guard<std::recursive_mutex> locked(mutex);
  text = context && context->broken == code ? reason : "as the stand-in was told";
  *to = text.c_str();
  return SUCCESS;
}
EXPORT cuDeviceGetCount(int* to) {
  ENTER(CARDS);
  *to = (int)cards.size();
  return SUCCESS;
}
EXPORT cuDeviceGet(CUdevice* to, int ordinal) {
  ENTER(CARDS);
  *to = ordinal;
  return ordinal >= 0 && ordinal < (int)cards.size() ? SUCCESS : INVALID_DEVICE;
}
EXPORT cuDeviceGetName(char* to, int length, CUdevice device) {
  ENTER(CARDS);
  snprintf(to, length, "%s", cards[device].name.c_str());
  return SUCCESS;
}
EXPORT cuDeviceGetUuid_v2(unsigned char* to, CUdevice device) {
  ENTER(CARDS);
  memset(to, 0, 16);
  to[3] = (unsigned char)cards[device].number;
  return SUCCESS;
}
// As the presets for CUDA 12 call it.
EXPORT cuDeviceGetUuid(unsigned char* to, CUdevice device) { return cuDeviceGetUuid_v2(to, device); }
EXPORT cuDeviceTotalMem_v2(size_t* to, CUdevice device) {
  ENTER(CARDS);
  *to = cards[device].bytes;
  return SUCCESS;
}
EXPORT cuDeviceGetAttribute(int* to, int attribute, CUdevice device) {
  ENTER(CARDS);
  const int major = 75, minor = 76;
  *to = attribute == major ? cards[device].capability / 10 : cards[device].capability % 10;
  return attribute == major || attribute == minor ? SUCCESS : INVALID_VALUE;
}
EXPORT cuDevicePrimaryCtxRetain(CUctx_st** to, CUdevice device) {
  ENTER(CARDS);
  if (contexts[device]->users++ == 0) contexts[device]->broken = SUCCESS;
  *to = contexts[device].get();
  objects++;
  return SUCCESS;
}
EXPORT cuDevicePrimaryCtxRelease_v2(CUdevice device) {
  ENTER(CARDS);
  if (contexts[device]->users == 0) return INVALID_CONTEXT;
  if (--contexts[device]->users == 0 && context == contexts[device].get()) context = nullptr;
  objects--;
  return SUCCESS;
}
EXPORT cuCtxSetCurrent(CUctx_st* to) {
  ENTER(CARDS);
  context = to;
  return SUCCESS;
}

// Streams, events and graphs.

static CUresult enqueue(CUstream_st* stream, const std::string& what, const Work& work) {
  if (!stream || stream->context != context) return INVALID_HANDLE;
  if (stream->capture) {
    stream->capture->operations.push_back({what, work});
    return SUCCESS;
  }
  stream->waiting.push_back({what, work});
  bool waits = lazy && (!ahead || stream == streams.front());
  if (!waits) finish(stream);  // what goes wrong is seen at the next call
  return SUCCESS;
}

int standin_enqueue(CUstream_st* stream, const std::string& what, Work work) {
  std::lock_guard<std::recursive_mutex> locked(mutex);
  return enqueue(stream, what, work);
}

static CUresult copy(CUstream_st* stream, const char* what, void* to, const void* from,
                     size_t bytes) {
  return enqueue(stream, what, [=] {
    memcpy(to, from, bytes);
    return std::string();
  });
}
EXPORT cuMemcpyHtoDAsync_v2(CUdeviceptr to, const void* from, size_t bytes, CUstream_st* stream) {
  ENTER(CONTEXT);
  bool fits = onCard((void*)to, bytes, context->device) && pinned(from, bytes);
  return fits ? copy(stream, __func__, (void*)to, from, bytes) : INVALID_VALUE;
}
EXPORT cuMemcpyDtoHAsync_v2(void* to, CUdeviceptr from, size_t bytes, CUstream_st* stream) {
  ENTER(CONTEXT);
  bool fits = pinned(to, bytes) && onCard((void*)from, bytes, context->device);
  return fits ? copy(stream, __func__, to, (void*)from, bytes) : INVALID_VALUE;
}
EXPORT cuMemcpyDtoDAsync_v2(CUdeviceptr to, CUdeviceptr from, size_t bytes, CUstream_st* stream) {
  ENTER(CONTEXT);
  int device = context->device;
  bool fits = onCard((void*)to, bytes, device) && onCard((void*)from, bytes, device);
  return fits ? copy(stream, __func__, (void*)to, (void*)from, bytes) : INVALID_VALUE;
}
EXPORT cuMemsetD32Async(CUdeviceptr to, unsigned value, size_t count, CUstream_st* stream) {
  ENTER(CONTEXT);
  if (!onCard((void*)to, 4 * count, context->device)) return INVALID_VALUE;
  return enqueue(stream, __func__, [=] {
    std::fill_n((unsigned*)to, count, value);
    return std::string();
  });
}
EXPORT cuStreamCreate(CUstream_st** to, unsigned) {
  ENTER(CONTEXT);
  *to = new CUstream_st{context};
  streams.push_back(*to);
  objects++;
  return SUCCESS;
}
EXPORT cuStreamDestroy_v2(CUstream_st* stream) {
  ENTER(RELEASE);
  finish(stream);
  streams.erase(std::find(streams.begin(), streams.end(), stream));
  delete stream;
  objects--;
  return SUCCESS;
}
EXPORT cuStreamSynchronize(CUstream_st* stream) {
  ENTER(CONTEXT);
  if (CUresult code = refuseInCapture()) return code;
  return finish(stream);
}
EXPORT cuStreamBeginCapture_v2(CUstream_st* stream, int) {
  ENTER(CONTEXT);
  if (stream->capture) return ILLEGAL_STATE;
  stream->capture = std::make_unique<CUgraph_st>();
  stream->spoilt = false;
  return SUCCESS;
}
EXPORT cuStreamEndCapture(CUstream_st* stream, CUgraph_st** to) {
  ENTER(RELEASE);
  if (!stream->capture) return ILLEGAL_STATE;
  auto captured = std::move(stream->capture);
  *to = nullptr;
  if (context->broken) return context->broken;
  if (stream->spoilt) return CAPTURE_INVALIDATED;
  *to = captured.release();
  objects++;
  return SUCCESS;
}
EXPORT cuGraphInstantiateWithFlags(CUgraphExec_st** to, CUgraph_st* graph, unsigned long long) {
  ENTER(CONTEXT);
  *to = new CUgraphExec_st{graph->operations};
  objects++;
  return SUCCESS;
}
EXPORT cuGraphDestroy(CUgraph_st* graph) {
  ENTER(RELEASE);
  delete graph;
  objects--;
  return SUCCESS;
}
EXPORT cuGraphExecDestroy(CUgraphExec_st* graph) {
  ENTER(RELEASE);
  finishAll();
  delete graph;
  objects--;
  return SUCCESS;
}
EXPORT cuGraphLaunch(CUgraphExec_st* graph, CUstream_st* stream) {
  ENTER(CONTEXT);
  for (const Operation& each : graph->operations) {
    if (CUresult code = enqueue(stream, "a graph's " + each.what, each.work)) return code;
  }
  return SUCCESS;
}
EXPORT cuEventCreate(CUevent_st** to, unsigned) {
  ENTER(CONTEXT);
  *to = new CUevent_st;
  objects++;
  return SUCCESS;
}
EXPORT cuEventDestroy_v2(CUevent_st* event) {
  ENTER(RELEASE);
  finishAll();
  delete event;
  objects--;
  return SUCCESS;
}
EXPORT cuEventRecord(CUevent_st* event, CUstream_st* stream) {
  ENTER(CONTEXT);
  event->stream = stream;
  long turn = ++event->recorded;
  return enqueue(stream, __func__, [=] {
    event->reached = turn;
    return std::string();
  });
}
static void reach(CUevent_st* event, long turn) {
  while (event->reached < turn && !event->stream->waiting.empty()) runNext(event->stream);
}
EXPORT cuEventSynchronize(CUevent_st* event) {
  ENTER(CONTEXT);
  reach(event, event->recorded);
  return context->broken ? context->broken : checkEdges();
}
EXPORT cuStreamWaitEvent(CUstream_st* stream, CUevent_st* event, unsigned) {
  ENTER(CONTEXT);
  long turn = event->recorded;
  return enqueue(stream, __func__, [=] {
    reach(event, turn);
    return std::string();
  });
}

// Code.

/**
 * An image of the stand-in for NVRTC: "stand-in sm_90 /folder/kernels.so", or compute_90, which
 * newer cards take, too.
 */
EXPORT cuModuleLoadData(CUmod_st** to, const char* image) {
  ENTER(CONTEXT);
  int target;
  char path[1024];
  bool machineCode = sscanf(image, "stand-in sm_%d %1023s", &target, path) == 2;
  if (!machineCode && sscanf(image, "stand-in compute_%d %1023s", &target, path) != 2) {
    return INVALID_IMAGE;
  }
  int capability = cards[context->device].capability;
  if (target > capability || (machineCode && target / 10 != capability / 10)) {
    return NO_BINARY_FOR_GPU;
  }
  void* library = dlopen(path, RTLD_NOW | RTLD_LOCAL);
  if (!library) {
    fprintf(stderr, "stand-in: %s\n", dlerror());
    return INVALID_IMAGE;
  }
  *to = new CUmod_st{library, {}};
  objects++;
  return SUCCESS;
}
EXPORT cuModuleUnload(CUmod_st* module) {
  ENTER(RELEASE);
  finishAll();
  delete module;  // the library stays: its fibers' stacks are used again
  objects--;
  return SUCCESS;
}
EXPORT cuModuleGetFunction(CUfunc_st** to, CUmod_st* module, const char* name) {
  ENTER(CONTEXT);
  void* bind = dlsym(module->library, (std::string("standin_bind_") + name).c_str());
  if (!bind) return NOT_FOUND;
  module->functions.push_back(
      std::make_unique<CUfunc_st>(CUfunc_st{name, (Call * (*)(void**)) bind}));
  *to = module->functions.back().get();
  return SUCCESS;
}

static std::string checked(const Call& call, int device) {
  for (const standin::Pointer& each : call.pointers) {
    if (!onCard(each.to, each.alignment, device)) {
      return "an argument points to no memory of this card";
    }
    if ((uintptr_t)each.to % each.alignment != 0) {
      return "an argument is not aligned";
    }
  }
  return "";
}
EXPORT cuLaunchKernel(CUfunc_st* function, unsigned gridX, unsigned gridY, unsigned gridZ,
                      unsigned blockX, unsigned blockY, unsigned blockZ, unsigned,
                      CUstream_st* stream, void** arguments, void**) {
  ENTER(CONTEXT);
  Shape grid = {gridX, gridY, gridZ}, block = {blockX, blockY, blockZ};
  bool fits = grid.count() > 0 && gridX < 1u << 31 && gridY < 1u << 16 && gridZ < 1u << 16 &&
              block.count() > 0 && block.count() <= 1024;
  if (!fits) return INVALID_VALUE;
  std::shared_ptr<Call> call(function->bind(arguments));
  int device = context->device;
  return enqueue(stream, function->name, [=] {
    std::string wrong = checked(*call, device);
    return wrong.empty() ? call->run(grid, block, order) : wrong;
  });
}

// The real NVRTC asks for it.
EXPORT cuGetExportTable(const void**, const void*) { return NOT_FOUND; }

// What tests say.

static void show(const std::vector<Card>& all, const char* asked) {
  cards.clear();
  if (!asked) {
    cards = all;
    return;
  }
  std::stringstream list(asked);
  for (std::string each; std::getline(list, each, ',');) {  // up to the first that is not there
    char* end;
    size_t number = strtoul(each.c_str(), &end, 10);
    if (each.empty() || *end || number >= all.size()) return;
    cards.push_back(all[number]);
  }
}

static void configure(const std::string& text) {
  std::vector<Card> all;
  configured = true;
  failures.clear();
  calls.clear();
  lazy = ahead = false;
  mostOnCards = onCards;
  mostInHost = inHost;
  version = 13000;
  order = Order::FORWARDS;
  erring.clear();
  std::stringstream words(text);
  for (std::string word; words >> word;) {
    std::stringstream parts(word.substr(word.find('=') + 1));
    std::vector<std::string> values;
    for (std::string part; std::getline(parts, part, ',');) values.push_back(part);
    std::string key = word.substr(0, word.find('='));
    if (key == "card") {
      all.push_back({values[0], std::stoi(values[1]), std::stoull(values[2]) << 20,
                     (unsigned)all.size() + 1});
    } else if (key == "fail" || key == "break") {
      failures[values[0]] = {std::stoi(values[1]), std::stol(values[2]), key == "break",
                             values.size() > 3 ? values[3] : ""};
    } else if (key == "lazy") {
      lazy = true;
    } else if (key == "ahead") {
      ahead = true;
    } else if (key == "wrong") {
      erring = values[0];
    } else if (key == "driver") {
      version = std::stoi(values[0]);
    } else if (key == "order") {
      order = values[0] == "random"      ? Order::RANDOM
              : values[0] == "backwards" ? Order::BACKWARDS
                                         : Order::FORWARDS;
    }
  }
  show(all, getenv("CUDA_VISIBLE_DEVICES"));
  initialized = false;
  if (contexts.size() < all.size()) {
    for (size_t i = contexts.size(); i < all.size(); i++) {
      contexts.push_back(std::make_unique<CUctx_st>(CUctx_st{(int)i}));
    }
  }
}

static std::string text(JNIEnv* java, jstring from) {
  const char* chars = java->GetStringUTFChars(from, nullptr);
  std::string copied = chars;
  java->ReleaseStringUTFChars(from, chars);
  return copied;
}

extern "C" JNIEXPORT void JNICALL Java_io_lamina_runtime_cuda_StandIn_configure(JNIEnv* java,
                                                                               jclass,
                                                                               jstring words) {
  std::lock_guard<std::recursive_mutex> locked(mutex);
  configure(text(java, words));
}

extern "C" JNIEXPORT jlong JNICALL Java_io_lamina_runtime_cuda_StandIn_calls(JNIEnv* java, jclass,
                                                                            jstring function) {
  std::lock_guard<std::recursive_mutex> locked(mutex);
  return calls[text(java, function)];
}

extern "C" JNIEXPORT jlong JNICALL Java_io_lamina_runtime_cuda_StandIn_mostOnCards(JNIEnv*,
                                                                                  jclass) {
  std::lock_guard<std::recursive_mutex> locked(mutex);
  return (jlong)mostOnCards;
}

extern "C" JNIEXPORT jlong JNICALL Java_io_lamina_runtime_cuda_StandIn_mostInHost(JNIEnv*,
                                                                                 jclass) {
  std::lock_guard<std::recursive_mutex> locked(mutex);
  return (jlong)mostInHost;
}

/** Blocks of memory and other objects that have not been given back. */
extern "C" JNIEXPORT jlong JNICALL Java_io_lamina_runtime_cuda_StandIn_held(JNIEnv*, jclass) {
  std::lock_guard<std::recursive_mutex> locked(mutex);
  return (jlong)blocks.size() + objects;
}
