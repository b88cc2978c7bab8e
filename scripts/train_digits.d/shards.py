"""Reads what make_cells.py wrote."""
import numpy as np


def cells(path):
    """(pixels, what should be read, kind of damage, dots per inch) of each cell in a file."""
    shard, end = np.load(path), 0
    pixels = shard["pixels"]
    for (rows, columns), label, kind, dpi in zip(shard["shapes"], map(str, shard["labels"]),
                                                 map(str, shard["kinds"]), shard["dpis"]):
        start, end = end, end + rows * columns
        yield pixels[start:end].reshape(rows, columns), label, kind, dpi
