"""Prints, damages and cuts cells: make_cells.py OUT FIRST_SEED SHEETS [held-out]

Every sheet is a seed's; OUT is an .npz with the cells' pixels one after the other, their shapes,
what should be read, the kind of damage, and the resolution.
"""
import os
import sys

import cv2
import numpy as np

import sheets


def main(content=sheets.Figures):
    out, first, count = sys.argv[1:4]
    held_out = "held-out" in sys.argv[4:]
    cv2.setNumThreads(1)
    crops, labels, kinds, dpis = [], [], [], []
    for seed in range(int(first), int(first) + int(count)):
        cells, kind, dpi = sheets.make_sheet(seed, held_out, content=content)
        for crop, expected in cells:
            crops.append(crop)
            labels.append(expected)
            kinds.append(kind)
            dpis.append(dpi)
    np.savez(out + ".part.npz", pixels=np.concatenate([c.ravel() for c in crops]),
             shapes=[c.shape for c in crops], labels=labels, kinds=kinds, dpis=dpis)
    os.rename(out + ".part.npz", out)


if __name__ == "__main__":
    main()
