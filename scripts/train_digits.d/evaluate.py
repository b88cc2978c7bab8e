"""Accuracy and calibration on fonts that were not trained on:
evaluate.py LIBRARY WEIGHTS CELLS.npz... [CARD.md...]

WEIGHTS is data/digits, CELLS what make_cells.py wrote. Prints a table of accuracy and one of
reliability, and puts each between its markers in the files given, where they have them (<!-- digit accuracy -->,
<!-- digit reliability -->, <!-- end -->). Prints as well the temperature and the chance of
something else that would make these readings most probable (relative to ocr/digit_decoder.cc's).
"""
import pathlib
import re
import sys

import numpy as np

import shards
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
    return (f"| {name} | {len(read)} | {100 * right:.2f} % | "
            f"{100 * len(accepted) / len(read):.1f} % | {len(accepted) - sum(accepted)} | "
            f"{100 * len(sure) / len(read):.1f} % | {len(sure) - sum(sure)} | {brier:.4f} |")


def accuracy_table(results):
    return "\n".join([
        "| damage | cells | right | above 0.99 | of these wrong | above 0.999 | of these wrong "
        "| Brier |",
        "| --- | --- | --- | --- | --- | --- | --- | --- |",
        *(accuracy_row(kind, best_readings(results, kind)) for kind in KINDS),
        accuracy_row("all", best_readings(results))])


def reliability_table(results):
    rows = ["| probability | cells | said | right |", "| --- | --- | --- | --- |"]
    for low, high in zip(BINS, BINS[1:]):
        inside = [(p, ok) for p, ok in best_readings(results) if low < p <= high]
        if inside:
            said, right = np.mean(inside, 0)
            rows.append(f"| {low} to {high} | {len(inside)} | {said:.5f} | {right:.5f} |")
    return "\n".join(rows)


def put(table, name, path):
    """Puts a table between its markers in a file, if the file has them."""
    text = path.read_text()
    between = re.compile(rf"(<!-- {name} -->\n).*?(<!-- end -->)", re.DOTALL)
    path.write_text(between.sub(lambda m: f"{m[1]}{table}\n{m[2]}", text))


def read_shard(path, read):
    """(kind of damage, what is printed, alternatives) of each cell in a file of make_cells.py."""
    return [(kind, meaning(label), [(meaning(t), p) for t, p in read(cell)])
            for cell, label, kind, _ in shards.cells(path)]


def main():
    library, weights, *paths = sys.argv[1:]
    read = reader(library, weights)
    files = [path for path in paths if path.endswith(".npz")]
    results = [result for path in files for result in read_shard(path, read)]
    tables = {"digit accuracy": accuracy_table(results),
              "digit reliability": reliability_table(results)}
    for name, table in tables.items():
        print(table, end="\n\n")
        for path in paths[len(files):]:
            put(table, name, pathlib.Path(path))
    best = max((likelihood(results, t, e), t, e) for t in np.arange(0.7, 2.05, 0.1)
               for e in (1e-5, 3e-5, 1e-4, 3e-4, 1e-3, 3e-3, 1e-2))
    print(f"best: temperature times {best[1]:.1f}, chance of something else {best[2]}")


if __name__ == "__main__":
    main()
