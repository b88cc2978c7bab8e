"""Accuracy on fonts that were not trained on:
evaluate_labels.py LIBRARY DIRECTORY CELLS.npz... [CARD.md...]

DIRECTORY has the network, CELLS is what make_labels.py wrote. Prints a table and puts it between
its markers in the files given, where they have them (<!-- label accuracy -->, <!-- end -->).
"""
import ctypes
import pathlib
import sys

import numpy as np

import shards
from evaluate import KINDS, put
from train_labels import distance

SURE = 0.95  # kSureOfLabel in ocr/waiting_labels.cc


def label_reader(path, directory):
    """A function from a cell and its resolution to (text, confidence)."""
    library = ctypes.CDLL(path)
    library.gouji_open_labels.restype = ctypes.c_void_p
    library.gouji_read_label.restype = ctypes.c_double
    network = ctypes.c_void_p(library.gouji_open_labels(directory.encode()))

    def read(cell, dpi):
        cell = np.ascontiguousarray(cell)
        out = ctypes.create_string_buffer(4000)
        confidence = library.gouji_read_label(
            network, cell.ctypes.data_as(ctypes.c_void_p), *cell.shape, cell.strides[0],
            ctypes.c_double(dpi), out, len(out))
        return out.value.decode(), confidence
    return read


def read_shard(path, read):
    """(kind of damage, what is printed, what was read, confidence) of each cell with a label."""
    return [(kind, label, *read(cell, dpi))
            for cell, label, kind, dpi in shards.cells(path) if label]


def row(name, results):
    known = [r for r in results if "\ufffd" not in r[1]]
    right = np.mean([text == label for _, label, text, _ in known])
    errors = sum(distance(text, label) for _, label, text, _ in known)
    characters = 1 - errors / sum(len(label) for _, label, *_ in known)
    sure = [(text, label) for _, label, text, p in results if text and p >= SURE]
    wrong = sum(text != label for text, label in sure)
    badly = sum(distance(text, label) > max(1, len(label) // 4) for text, label in sure)
    return (f"| {name} | {len(results)} | {100 * right:.1f} % | {100 * characters:.2f} % | "
            f"{100 * len(sure) / len(results):.1f} % | {wrong} | {badly} |")


def main():
    library, directory, *paths = sys.argv[1:]
    read = label_reader(library, directory)
    files = [path for path in paths if path.endswith(".npz")]
    results = [result for path in files for result in read_shard(path, read)]
    table = "\n".join([
        "| damage | labels | right to the letter | characters right | sure | of these wrong | by "
        "more than a character in four |",
        "| --- | --- | --- | --- | --- | --- | --- |",
        *(row(kind, [r for r in results if r[0] == kind]) for kind in dict.fromkeys(KINDS)),
        row("all", results)])
    print(table)
    for path in paths[len(files):]:
        put(table, "label accuracy", pathlib.Path(path))


if __name__ == "__main__":
    main()
