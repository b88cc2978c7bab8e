"""Makes lines as the network will see them: make_lines.py LIBRARY OUT FIRST_SEED SHEETS [held-out]

Every sheet is a seed's; OUT is an .npz with the lines side by side, their widths, what should be
read, and the kind of damage. LIBRARY is the compiled binding.cc.
"""
import sys

import cv2
import numpy as np

import sheets
from reader import line_finder


def main():
    library, out, first, count = sys.argv[1:5]
    held_out = "held-out" in sys.argv[5:]
    find = line_finder(library)
    cv2.setNumThreads(1)
    lines, labels, kinds = [], [], []
    for seed in range(int(first), int(first) + int(count)):
        cells, kind = sheets.make_sheet(seed, held_out)
        for crop, expected in cells:
            lines.append(find(crop))
            labels.append(expected)
            kinds.append(kind)
    np.savez(out, pixels=np.concatenate(lines, 1), widths=[l.shape[1] for l in lines],
             labels=labels, kinds=kinds)


if __name__ == "__main__":
    main()
