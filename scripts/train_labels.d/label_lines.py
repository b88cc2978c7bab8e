"""Finds the words in what make_labels.py wrote."""
import ctypes

import numpy as np

from label_network import STEP
from lines import Lines, repeats

HEIGHT, LONGEST = 24, 800
WIDTHS = [24, 32, 48, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320, 400, 512, 640, LONGEST]


def word_finder(path):
    """A function from a cell (uint8) and its resolution to its words (uint8, HEIGHT high)."""
    library = ctypes.CDLL(path)

    def find(cell, dpi):
        cell = np.ascontiguousarray(cell)
        out = np.zeros((HEIGHT, LONGEST), np.uint8)
        pointer = lambda a: a.ctypes.data_as(ctypes.c_void_p)
        width = library.gouji_find_words(pointer(cell), *cell.shape, cell.strides[0],
                                         ctypes.c_double(dpi), pointer(out), LONGEST)
        return out[:, :max(0, width)].copy()
    return find


def likely(label, width):
    """Whether a line so wide may be the label: else its lines or its place were not found. CTC needs
    columns enough as well, one between equal neighbours."""
    units = sum(1 if ord(c) > 0x2e80 or c in "“”" else 0.5 for c in label)
    if not label or "\ufffd" in label:
        return bool(label) and 8 * len(label) < width
    steps = len(label) + repeats(label)
    return 12 * units < width < 34 * units + 12 and steps <= width // STEP


def load(path, find):
    return Lines(path, find, WIDTHS, likely)
