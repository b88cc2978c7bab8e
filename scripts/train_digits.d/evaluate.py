"""Accuracy and calibration on fonts that were not trained on: evaluate.py LIBRARY WEIGHTS CELLS

CELLS is what make_cells.py wrote. Prints the tables of the model card, and the temperature and the
chance of something else that would make these readings most probable (relative to those in
ocr/digit_decoder.cc).
"""
import sys

import numpy as np

from figures import meaning
from reader import reader

KINDS = ["clean", "scan", "rough", "fax", "photo"]
BINS = [0, 0.5, 0.9, 0.99, 0.999, 1]


def likelihood(results, temperature, other):
    total = 0.0
    for _, expected, alternatives in results:
        powers = [p ** (1 / temperature) for _, p in alternatives]
        share = sum(p for (t, _), p in zip(alternatives, powers) if t == expected) / sum(powers)
        total += np.log((1 - other) * share + other * 1e-3)
    return total / len(results)


def best_readings(results, kind=None):
    """(probability said, whether right) of each cell's first alternative."""
    return [(a[0][1], a[0][0] == e) for k, e, a in results if kind in (None, k)]


def accuracy_row(name, read):
    sure = [ok for p, ok in read if p > 0.999]
    accepted = [ok for p, ok in read if p > 0.99]
    right = np.mean([ok for _, ok in read])
    brier = np.mean([(p - ok) ** 2 for p, ok in read])
    print(f"| {name} | {len(read)} | {100 * right:.2f} % | {100 * len(accepted) / len(read):.1f} % | "
          f"{len(accepted) - sum(accepted)} | {100 * len(sure) / len(read):.1f} % | "
          f"{len(sure) - sum(sure)} | {brier:.4f} |")


def accuracy_table(results):
    print("| damage | cells | right | above 0.99 | of these wrong | above 0.999 | of these wrong | "
          "Brier |\n| --- | --- | --- | --- | --- | --- | --- | --- |")
    for kind in KINDS:
        accuracy_row(kind, best_readings(results, kind))
    accuracy_row("all", best_readings(results))


def calibration_table(results):
    print("\n| probability | cells | said | right |\n| --- | --- | --- | --- |")
    for low, high in zip(BINS, BINS[1:]):
        inside = [(p, ok) for p, ok in best_readings(results) if low < p <= high]
        if inside:
            said, right = np.mean(inside, 0)
            print(f"| {low} to {high} | {len(inside)} | {said:.5f} | {right:.5f} |")


def main():
    library, weights, path = sys.argv[1:]
    read = reader(library, weights)
    shard, results, end = np.load(path), [], 0
    pixels = shard["pixels"]
    for (rows, columns), label, kind in zip(shard["shapes"], shard["labels"], shard["kinds"]):
        start, end = end, end + rows * columns
        alternatives = read(pixels[start:end].reshape(rows, columns))
        results.append((str(kind), meaning(str(label)), [(meaning(t), p) for t, p in alternatives]))
    accuracy_table(results)
    calibration_table(results)
    best = max((likelihood(results, t, e), t, e) for t in np.arange(0.7, 2.05, 0.1)
               for e in (1e-5, 3e-5, 1e-4, 3e-4, 1e-3, 3e-3, 1e-2))
    print(f"\nbest: temperature times {best[1]:.1f}, chance of something else {best[2]}")


if __name__ == "__main__":
    main()
