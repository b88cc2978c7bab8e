"""The C++ reader, from the library that scripts/train_digits builds of binding.cc."""
import ctypes

import numpy as np

HEIGHT, LONGEST = 24, 256


def cell_arguments(cell):
    return cell.ctypes.data_as(ctypes.c_void_p), *cell.shape, cell.strides[0]


def line_finder(path):
    """A function from a cell (uint8, at any resolution) to its line (uint8, HEIGHT high)."""
    library = ctypes.CDLL(path)

    def find(cell, _dpi):
        cell = np.ascontiguousarray(cell)
        out = np.zeros((HEIGHT, LONGEST), np.uint8)
        width = library.gouji_find_line(*cell_arguments(cell), out.ctypes.data_as(ctypes.c_void_p))
        return out[:, :width].copy()
    return find


def reader(path, weights):
    """A function from a cell to its alternatives [(text, probability)]."""
    library = ctypes.CDLL(path)
    library.gouji_open.restype = ctypes.c_void_p
    network = ctypes.c_void_p(library.gouji_open(weights.encode()))

    def read(cell):
        cell = np.ascontiguousarray(cell)
        out = ctypes.create_string_buffer(4000)
        library.gouji_read(network, *cell_arguments(cell), out, len(out))
        pairs = (line.rpartition(" ") for line in out.value.decode().splitlines())
        return [(text, float(probability)) for text, _, probability in pairs]
    return read
