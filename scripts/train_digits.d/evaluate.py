"""Accuracy and calibration on fonts that were not trained on: evaluate.py LIBRARY WEIGHTS SHEETS

Prints the tables of the model card, and the temperature and the chance of something else that
would make these readings most probable (relative to those in ocr/digit_decoder.cc).
"""
import sys

import numpy as np

import sheets
from figures import plain
from reader import reader

FIRST_SEED = 5_000_000
KINDS = ["clean", "scan", "rough", "fax", "photo"]
BINS = [0, 0.5, 0.9, 0.99, 0.999, 1]


def likelihood(results, temperature, other):
    total = 0.0
    for _, expected, alternatives in results:
        powers = [p ** (1 / temperature) for _, p in alternatives]
        share = sum(p for (t, _), p in zip(alternatives, powers) if t == expected) / sum(powers)
        total += np.log((1 - other) * share + other * 1e-3)
    return total / len(results)


def accuracy_table(results):
    print("| damage | cells | exact | above 0.999 | of these wrong |")
    print("| --- | --- | --- | --- | --- |")
    for kind in KINDS:
        of_kind = [(a[0][0] == e, a[0][1]) for k, e, a in results if k == kind]
        right = sum(ok for ok, _ in of_kind)
        sure = [ok for ok, p in of_kind if p > 0.999]
        print(f"| {kind} | {len(of_kind)} | {100 * right / len(of_kind):.2f} % | "
              f"{100 * len(sure) / len(of_kind):.1f} % | {len(sure) - sum(sure)} |")


def calibration_table(results):
    print("\n| probability | cells | said | right |\n| --- | --- | --- | --- |")
    for low, high in zip(BINS, BINS[1:]):
        inside = [(a[0][1], a[0][0] == e) for _, e, a in results if low < a[0][1] <= high]
        if inside:
            said, right = np.mean(inside, 0)
            print(f"| {low} to {high} | {len(inside)} | {said:.5f} | {right:.5f} |")


def main():
    library, weights, count = sys.argv[1], sys.argv[2], int(sys.argv[3])
    read = reader(library, weights)
    results = []
    for i in range(count):
        kind = KINDS[i % len(KINDS)]
        cells, _ = sheets.make_sheet(FIRST_SEED + i, True, kind)
        results += [(kind, plain(expected), read(crop)) for crop, expected in cells]
    accuracy_table(results)
    calibration_table(results)
    best = max((likelihood(results, t, e), t, e) for t in np.arange(0.7, 2.05, 0.1)
               for e in (1e-5, 3e-5, 1e-4, 3e-4, 1e-3, 3e-3, 1e-2))
    print(f"\nbest: temperature times {best[1]:.1f}, chance of something else {best[2]}")


if __name__ == "__main__":
    main()
