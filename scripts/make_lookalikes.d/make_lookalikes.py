"""Prints and reads names of regions that hold characters which Tesseract does not have, and counts
what it reads in their place.

Usage: make_lookalikes.py READER_LIBRARY DATA_DIRECTORY
"""
import csv
import ctypes
import functools
import io
import subprocess
import sys
from collections import Counter
from pathlib import Path

import cv2
import numpy as np
from PIL import Image, ImageDraw, ImageFont

# Song, Kai, Hei: what offices print in, of the packages in fonts.txt.
FONTS = ["AR PL SungtiL GB", "AR PL UMing CN", "Noto Serif CJK SC", "AR PL KaitiM GB",
         "AR PL UKai CN", "LXGW WenKai", "WenQuanYi Zen Hei", "WenQuanYi Micro Hei",
         "Noto Sans CJK SC"]
# Points, dots an inch, and pixels and gray levels of blur and grain; JPEG's quality, 0: black and
# white as a fax has it.
SCANS = [(16, 300, 0.8, 4, 85), (22, 200, 0.6, 6, 70), (16, 200, 0.7, 8, 60), (16, 150, 0.5, 5, 75),
         (16, 200, 0.6, 6, 0)]
AFTER = "人民政府"
PAGE = 595, 842  # points
LEFT, TOP, PITCH = 0.4, 60, 1.9  # of the page's width; points; of the size: a line stands where
                                 # signatures do, and is read as often as they are


class Reader:
    def __init__(self, library):
        self.library = ctypes.CDLL(library)

    def knows(self, character):
        return bool(self.library.gouji_knows(character.encode()))

    def lines(self, sheet, dpi):
        """[(y of the middle, [reading])] of a sheet (uint8)."""
        out = ctypes.create_string_buffer(100000)
        self.library.gouji_read(sheet.ctypes.data_as(ctypes.c_void_p), *sheet.shape,
                                sheet.strides[0], ctypes.c_double(dpi), out, len(out))
        fields = [line.split("\t") for line in out.value.decode().splitlines()]
        return [(float(y), readings) for y, *readings in fields]


@functools.cache
def face(family):
    """File and index of a family's regular font, and the code points it holds."""
    style = ":style=Regular" if family.startswith(("LXGW", "Noto")) else ""
    form = "%{file}|%{index}|%{charset}\x1e"
    found = subprocess.run(["fc-list", "--format", form, family + style], check=True,
                           capture_output=True, text=True).stdout.split("\x1e")
    path, index, charset = min(filter(None, found)).split("|")
    ranges = [r.partition("-") for r in charset.split()]
    points = {c for low, _, high in ranges for c in range(int(low, 16), int(high or low, 16) + 1)}
    return path, int(index), points


def scanned(page, dpi, blur, grain, quality, rng):
    page = cv2.GaussianBlur(page, (0, 0), blur * dpi / 200).astype(np.float32)
    page = np.clip(page + rng.standard_normal(page.shape, dtype=np.float32) * grain, 0, 255)
    page = page.astype(np.uint8)
    if quality == 0:
        return ((page > 150) * 255).astype(np.uint8)
    return cv2.imdecode(cv2.imencode(".jpg", page, [cv2.IMWRITE_JPEG_QUALITY, quality])[1], 0)


def sheets(lines, family, size, dpi):
    """Yields (page, [(y of the middle, line)]) until all lines are printed."""
    path, index, _ = face(family)
    font = ImageFont.truetype(path, round(size * dpi / 72), index=index,
                              layout_engine=ImageFont.Layout.BASIC)
    pitch = PITCH * size
    fit = int((PAGE[1] - 2 * TOP) / pitch)
    for first in range(0, len(lines), fit):
        page = Image.new("L", [round(side * dpi / 72) for side in PAGE], 255)
        draw = ImageDraw.Draw(page)
        places = []
        for i, line in enumerate(lines[first:first + fit]):
            y = (TOP + (i + 0.5) * pitch) * dpi / 72
            draw.text((LEFT * page.width, y), line, fill=0, font=font, anchor="lm")
            places.append((y, line))
        yield np.asarray(page), places


def read_all(reader, lines):
    """Yields (family, line, reading): all that was read where a line is printed."""
    rng = np.random.default_rng(1)
    for family in FONTS:
        held = [line for line in lines if all(ord(c) in face(family)[2] for c in line)]
        print(f"{family}: {len(held)} names", file=sys.stderr)
        for size, dpi, *damage in SCANS:
            for page, places in sheets(held, family, size, dpi):
                for y, readings in reader.lines(scanned(page, dpi, *damage, rng), dpi):
                    middle, line = min(places, key=lambda place: abs(place[0] - y))
                    if abs(middle - y) <= size * dpi / 144:
                        yield from ((family, line, reading) for reading in readings)


def table(readings, unknown):
    """How often each unknown character was read as which, and, as "", how often it was printed."""
    seen = Counter()
    for _, line, reading in readings:
        at = [i for i, c in enumerate(line) if c in unknown]
        right = len(reading) == len(line) and all(
            i in at or c == reading[i] for i, c in enumerate(line))
        for i in at:
            seen[line[i], ""] += 1
            if right:
                seen[line[i], reading[i]] += 1
    return seen


def outcome(name, read, names, seen):
    """What becomes of a name that was read alone."""
    if read in names:
        return "another official name"
    may_be = [n for n in names if len(n) == len(read)
              and all(a == b or seen[a, b] for a, b in zip(n, read))]
    if may_be == [name]:
        return "mended"
    return "made another name" if len(may_be) == 1 else "in doubt" if may_be else "as read"


def figures(readings, names, unknown):
    """A table, in Markdown: outcomes by font."""
    kinds = ["mended", "in doubt", "another official name", "made another name", "as read"]
    rows = []
    for family in FONTS:
        seen = table([r for r in readings if r[0] != family], unknown)
        of = Counter()
        for _, line, reading in (r for r in readings if r[0] == family):
            if len(reading) == len(line) and reading.endswith(AFTER):
                of[outcome(line[:-len(AFTER)], reading[:-len(AFTER)], names, seen)] += 1
        rows.append([family, sum(of.values()), *(of[kind] for kind in kinds)])
    rows.append(["all", *(sum(column) for column in list(zip(*rows))[1:])])
    head = ["font", "names read", *kinds]
    return "".join("| " + " | ".join(map(str, row)) + " |\n"
                   for row in [head, ["---"] * len(head), *rows])


def write_figures(file, text):
    begin, end = "<!-- figures -->\n", "<!-- end of figures -->"
    before, _, rest = file.read_text(encoding="utf-8").partition(begin)
    file.write_text(before + begin + text + end + rest.partition(end)[2], encoding="utf-8")


def write_table(file, seen):
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(["character", "read_as", "times", "of"])
    for (character, other), times in sorted(seen.items(), key=lambda e: (e[0][0], -e[1], e[0][1])):
        if other:
            writer.writerow([character, other, times, seen[character, ""]])
    file.write_text(text.getvalue(), encoding="utf-8")


def main():
    reader, data = Reader(sys.argv[1]), Path(sys.argv[2])
    with open(data / "regions.csv", encoding="utf-8") as regions:
        names = sorted({region["name"] for region in csv.DictReader(regions)})
    unknown = {c for c in set("".join(names)) if not reader.knows(c)}
    lines = [name + AFTER for name in names if unknown & set(name)]
    readings = list(read_all(reader, lines))
    seen = table(readings, unknown)
    write_table(data / "lookalikes.csv", seen)
    some = sum(times for (_, other), times in seen.items() if other)
    of = sum(times for (_, other), times in seen.items() if not other)
    write_figures(data / "lookalikes.md",
                  f"{len(unknown)} characters in {len(lines)} names; {of} readings of them, "
                  f"{100 * some / of:.1f} % in the table.\n\n" + figures(readings, names, unknown))


if __name__ == "__main__":
    main()
