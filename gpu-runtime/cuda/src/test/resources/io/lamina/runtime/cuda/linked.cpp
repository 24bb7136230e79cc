// A library that the presets are linked to and never call: LINKED is its one function.
extern "C" __attribute__((visibility("default"))) int LINKED() { return 0; }
