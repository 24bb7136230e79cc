// A stand-in for NVRTC: g++ compiles the kernels, with device.h before them. STANDIN_HOME is the
// folder of device.h and of what is compiled.
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <cstring>
#include <fstream>
#include <functional>
#include <regex>
#include <sstream>
#include <string>

#define EXPORT extern "C" __attribute__((visibility("default")))
enum { SUCCESS = 0, INVALID_INPUT = 3, INVALID_PROGRAM = 4, INVALID_OPTION = 5, COMPILATION = 6 };

struct Program {
  std::string source, log, image;
};

static const int CAPABILITIES[] = {75, 80, 86, 87, 88, 89, 90, 100, 103, 110, 120, 121};

EXPORT int nvrtcVersion(int* major, int* minor) {
  *major = 13;
  *minor = 0;
  return SUCCESS;
}
EXPORT const char* nvrtcGetErrorString(int code) {
  return code == COMPILATION ? "NVRTC_ERROR_COMPILATION" : "NVRTC_ERROR";
}
EXPORT int nvrtcGetNumSupportedArchs(int* to) {
  *to = (int)std::size(CAPABILITIES);
  return SUCCESS;
}
EXPORT int nvrtcGetSupportedArchs(int* to) {
  memcpy(to, CAPABILITIES, sizeof CAPABILITIES);
  return SUCCESS;
}
EXPORT int nvrtcCreateProgram(Program** to, const char* source, const char*, int headers,
                              const char* const*, const char* const*) {
  if (headers != 0) return INVALID_INPUT;
  *to = new Program{source, "", ""};
  return SUCCESS;
}
EXPORT int nvrtcDestroyProgram(Program** program) {
  delete *program;
  *program = nullptr;
  return SUCCESS;
}

static std::string content(const std::string& path) {
  std::ifstream in(path);
  return {std::istreambuf_iterator<char>(in), {}};
}

/** The source, and what makes each of its kernels known. */
static std::string withEntries(const std::string& source) {
  std::string all = "#include \"device.h\"\n#line 1 \"kernels.cu\"\n" + source + "\n";
  std::regex kernel("__global__\\s+void\\s+(\\w+)\\s*\\(");
  for (std::sregex_iterator each(source.begin(), source.end(), kernel), end; each != end; ++each) {
    all += "STANDIN_KERNEL(" + (*each)[1].str() + ")\n";
  }
  return all;
}

/** Compiles into a folder of its own and moves it: other processes do the same. */
static bool compile(Program* program, const std::string& contract, const std::string& folder) {
  std::string own = folder + "-" + std::to_string(getpid());
  mkdir(own.c_str(), 0700);
  std::ofstream(own + "/kernels.cpp") << withEntries(program->source);
  std::string command =
      "g++ -std=c++17 -O2 -w -fPIC -shared -fno-gnu-unique -U_FORTIFY_SOURCE -ffp-contract=" +
      contract +
      " -fsanitize=bounds,alignment,signed-integer-overflow,shift,integer-divide-by-zero"
      " -fsanitize-undefined-trap-on-error -I'" STANDIN_HOME "' -o '" +
      own + "/kernels.so' '" + own + "/kernels.cpp' 2> '" + own + "/log'";
  bool compiled = system(command.c_str()) == 0;
  program->log = content(own + "/log");
  return compiled && (rename(own.c_str(), folder.c_str()) == 0 || !content(folder + "/kernels.so").empty());
}

EXPORT int nvrtcCompileProgram(Program* program, int count, const char* const* options) {
  std::string contract = "fast", target;
  for (int i = 0; i < count; i++) {
    std::string option = options[i];
    if (option.rfind("--gpu-architecture=", 0) == 0) {
      target = option.substr(option.find('=') + 1);
    } else if (option == "--fmad=false") {
      contract = "off";
    } else if (option != "--std=c++17") {
      program->log = "unknown option " + option;
      return INVALID_OPTION;
    }
  }
  bool known = std::any_of(std::begin(CAPABILITIES), std::end(CAPABILITIES),
                           [&](int each) {
                             std::string capability = std::to_string(each);
                             return target == "sm_" + capability || target == "compute_" + capability;
                           });
  if (!known) {
    program->log = "invalid value for --gpu-architecture: " + target;
    return INVALID_OPTION;
  }
  if (program->source.find("#include") != std::string::npos) {
    program->log = "no headers here";
    return COMPILATION;
  }
  std::string shim = content(STANDIN_HOME "/device.h");
  size_t digest = std::hash<std::string>()(program->source + contract + shim);
  std::string folder = STANDIN_HOME "/kernels-" + std::to_string(digest);
  if (content(folder + "/kernels.so").empty() && !compile(program, contract, folder)) {
    return COMPILATION;
  }
  program->image = "stand-in " + target + " " + folder + "/kernels.so";
  return SUCCESS;
}

static int size(Program* program, const char* kind, size_t* to) {
  *to = program->image.size() + 1;
  return program->image.rfind(std::string("stand-in ") + kind, 0) == 0 ? SUCCESS : INVALID_PROGRAM;
}
static int image(Program* program, char* to) {
  memcpy(to, program->image.c_str(), program->image.size() + 1);
  return SUCCESS;
}
EXPORT int nvrtcGetCUBINSize(Program* program, size_t* to) { return size(program, "sm_", to); }
EXPORT int nvrtcGetCUBIN(Program* program, char* to) { return image(program, to); }
EXPORT int nvrtcGetPTXSize(Program* program, size_t* to) { return size(program, "compute_", to); }
EXPORT int nvrtcGetPTX(Program* program, char* to) { return image(program, to); }
EXPORT int nvrtcGetProgramLogSize(Program* program, size_t* to) {
  *to = program->log.size() + 1;
  return SUCCESS;
}
EXPORT int nvrtcGetProgramLog(Program* program, char* to) {
  memcpy(to, program->log.c_str(), program->log.size() + 1);
  return SUCCESS;
}
