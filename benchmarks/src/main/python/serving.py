"""Makes the steps that a benchmark asks for, and says how long they took; one thread.

For every line "FORMULATION FORMAT SIZE... STEPS" on the standard input it makes so many steps and
answers with the processor seconds they took. The first line it writes says what it runs on, in
fields between tabs: the version, the BLAS library's kind and name, the kernels that it chose, and
the formats that it can compute in. The end of the input ends it.
"""

import ctypes
import os
import sys
import time

import torch

FORMATS = {"float32": torch.float32, "bfloat16": torch.bfloat16}


def blas():
    """The kind of the library that makes the products, its path, and the kernels it has chosen."""
    with open("/proc/self/maps") as maps:
        files = sorted({line[line.index("/"):].strip() for line in maps if "/" in line})
    for kind in ("mkl_core", "openblas", "blis"):
        for file in files:
            if os.path.basename(file).startswith("lib" + kind):
                return kind, file, openblas_kernels(file) if kind == "openblas" else ""
    for file in files:
        if os.path.basename(file).startswith(("libblas.", "libcblas.")):
            return "reference", file, ""
    return "own", "inside PyTorch", ""


def openblas_kernels(file):
    library = ctypes.CDLL(file)
    library.openblas_get_corename.restype = ctypes.c_char_p
    return library.openblas_get_corename().decode()


def can_compute(formulations, sizes, dtype):
    try:
        for formulation in formulations.values():
            formulation(*sizes, dtype).step(0)
        return True
    except RuntimeError:
        return False


def serve(formulations, small):
    """Serves until the input ends.

    formulations: by name, classes that are made of sizes and a type and have a method "step"
    small: sizes to try them with
    """
    torch.set_num_threads(1)
    formats = [name for name, dtype in FORMATS.items() if can_compute(formulations, small, dtype)]
    print(torch.__version__, *blas(), ",".join(formats), sep="\t", flush=True)
    made = {}
    for line in sys.stdin:
        name, form, *sizes, steps = line.split()
        key = name, form, *sizes
        if key not in made:
            made[key] = formulations[name](*map(int, sizes), FORMATS[form])
        step = made[key].step
        began = time.thread_time()
        for number in range(int(steps)):
            step(number)
        print(time.thread_time() - began, flush=True)
