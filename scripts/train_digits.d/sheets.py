"""Prints sheets of table cells, damages them, and cuts the cells out again."""
import random

import cv2
import numpy as np
from PIL import Image, ImageDraw

import damage
import figures
import fonts

ROWS, COLUMNS = 7, 7
DPIS = [120, 150, 150, 150, 150, 200, 200, 200, 200, 240, 300, 300, 400]


def text_size(font, s):
    x0, y0, x1, y1 = font.getbbox(s)
    return x1 - x0, y1 - y0, x0, y0


FLAT_THREE = "\u01b7"  # the letter ezh, which stands in for the 3 of fonts such as Cambria


def glyphs(face, size, s, rng, flat_three):
    """The string as it will be drawn in this font: other widths and strokes where it has them."""
    if s and rng.random() < 0.06 and not any(fonts.missing(face, c) for c in "\uff10\uff0e\uff0d"):
        s = figures.full_width(s)
    if any(fonts.missing(face, c) for c in s):
        face = fonts.chinese(rng)
    if flat_three and not fonts.missing(face, FLAT_THREE):
        s = s.replace("3", FLAT_THREE)
    return fonts.load(face[0], face[1], size), s


def wrap(font, s, width):
    """Breaks anywhere, as word processors break figures in narrow cells."""
    lines = [""]
    for c in s:
        if lines[-1] and font.getlength(lines[-1] + c) > width:
            lines.append("")
        lines[-1] += c
    return lines


def spaced(draw, at, s, font, fill, extra):
    if not extra:
        draw.text(at, s, fill=fill, font=font)
        return
    x, y = at
    for c in s:
        draw.text((x, y), c, fill=fill, font=font)
        x += font.getlength(c) + extra


def print_cell(draw, rng, face, size, box, pad, ink, align, style):
    """Draws a figure that fits; returns what should be read, and its box (None if blank)."""
    x0, y0, x1, y1 = box
    for _ in range(8):
        printed, expected = figures.figure(rng)
        font, s = glyphs(face, size, printed, rng, style["flat_three"])
        extra = style["spacing"] * size
        width = x1 - x0 - 2 * pad - extra * len(s)
        lines = wrap(font, s, width) if style["wrap"] and "  " not in s else [s]
        leading = size * style["leading"]
        fits = all(font.getlength(t) <= width for t in lines)
        if fits and len(lines) * leading <= (y1 - y0) * 1.02:
            break
    else:
        printed, expected, lines = "0", "0", ["0"]
        font = fonts.load(face[0], face[1], size)
        extra = 0
    _, h, _, top = text_size(font, "0")
    y = (y0 + y1) / 2 - (leading * (len(lines) - 1) + h) / 2 - top + style["drop"] * size
    lowest = y1 - h - top - 0.1 * size - leading * (len(lines) - 1)
    y = min(max(y, y0 - top + 0.1 * size), max(lowest, y0 - top))
    ends = [y + top, y + top + h + leading * (len(lines) - 1)]
    sides = []
    for t in lines:
        w = font.getlength(t) + extra * max(0, len(t) - 1)
        x = {"left": x0 + pad, "right": x1 - pad - w}.get(align, (x0 + x1 - w) / 2)
        sides += [x, x + w]
        spaced(draw, (x, y), t, font, ink, extra)
        y += leading
    return expected, (min(sides), ends[0], max(sides), ends[1]) if printed else None


def edges(rng, count, low, high, tall):
    out = [0.0]
    for _ in range(count):
        span = tall if rng.random() < 0.12 else (low, high)
        out.append(out[-1] + rng.uniform(*span))
    return out


def rule(img, box, level, dash):
    """A rule; `dash`: pixels drawn and pixels left out along it, or None."""
    x0, y0, x1, y1 = (max(0, v) for v in box)
    part = img[y0:y1, x0:x1]
    if not dash:
        part[:] = level
        return
    along = np.arange(max(part.shape)) % sum(dash) < dash[0]
    part[:] = np.where(along[None] if x1 - x0 > y1 - y0 else along[:, None], level, part)


def rules(img, rng, xs, ys, px, style):
    """The table's rules, some broken, doubled, gray or missing."""
    h, w = img.shape
    level = style["rule_level"]
    thick = lambda: max(1, round(rng.choice([0.4, 0.5, 0.5, 0.75, 1, 1.5]) * px))
    t = thick()
    spans = []
    for x in xs:
        spans.append((rng.random() < style["vertical"], x - t // 2, ys[0], x - t // 2 + t, ys[-1]))
    for y in ys:
        shown = rng.random() < style["horizontal"]
        spans.append((shown, xs[0], y - t // 2, xs[-1], y - t // 2 + t))
    for shown, x0, y0, x1, y1 in spans:
        if not shown:
            continue
        dx, dy = (0, 2 * t) if x1 - x0 > y1 - y0 else (2 * t, 0)
        rule(img, (x0, y0, x1, y1), level, style["dash"])
        if rng.random() < 0.02:
            rule(img, (x0 + dx, y0 + dy, x1 + dx, y1 + dy), level, style["dash"])
    if style["gaps"]:
        for _ in range(rng.randint(5, 60)):
            r = rng.randint(1, max(2, round(2.5 * px)))
            if rng.random() < 0.5:
                x, y = rng.choice(xs), rng.randint(0, h - 1)
            else:
                x, y = rng.randint(0, w - 1), rng.choice(ys)
            cv2.circle(img, (x, y), r, style["paper"], -1)


def overprint(img, rng, np_rng, px):
    """A watermark, a seal, or the print of the other side of the sheet."""
    h, w = img.shape
    layer = Image.new("L", (w, h), 255)
    draw = ImageDraw.Draw(layer)
    kind = rng.random()
    face = fonts.chinese(rng)
    if kind < 0.35:
        font = fonts.load(face[0], face[1], int(rng.uniform(18, 60) * px))
        for _ in range(rng.randint(1, 5)):
            words = rng.choice(["政务公开", "人民政府", "信息公开", "内部资料"])
            at = (rng.uniform(-0.1, 0.8) * w, rng.uniform(0, 0.9) * h)
            draw.text(at, words, fill=rng.randint(185, 238), font=font)
        layer = layer.rotate(rng.uniform(-50, 50), fillcolor=255)
        if rng.random() < 0.5:
            layer = Image.fromarray(cv2.GaussianBlur(np.asarray(layer), (0, 0), 1))
    elif kind < 0.65:
        for _ in range(rng.randint(1, 3)):
            r = rng.uniform(40, 60) * px
            x, y = rng.uniform(0, w), rng.uniform(0, h)
            level = rng.randint(90, 200)
            draw.ellipse((x - r, y - r, x + r, y + r), outline=level, width=max(1, round(2 * px)))
            font = fonts.load(face[0], face[1], int(12 * px))
            draw.text((x - r * 0.7, y - r * 0.5), "人民政府办公室", fill=level, font=font)
    else:
        back = np.roll(img[:, ::-1], int(np_rng.integers(w)), 1)
        other = cv2.GaussianBlur(back, (0, 0), 0.7 * px)
        strength = rng.uniform(0.04, 0.16)
        return np.clip(img.astype(np.float32) - strength * (255 - other), 0, 255).astype(np.uint8)
    return np.minimum(img, np.asarray(layer))


class Figures:
    """What a sheet is printed with: sizes in points of print, a font to draw, and how."""
    columns, wide_column = (1.6, 6), (6, 11)
    low, high_row, tall_row = [1.15, 1.3, 1.6], 2.4, (3, 5.5)
    face = staticmethod(fonts.draw)
    print_cell = staticmethod(print_cell)


def make_sheet(seed, held_out, kind=None, content=Figures):
    """Cells of one sheet: [(gray crop, expected)], the kind of damage, and dots per inch."""
    rng = random.Random(seed)
    np_rng = np.random.default_rng(seed)
    kind = kind or rng.choice(damage.KINDS)
    dpi = rng.choice(DPIS)
    zoom = rng.choice([1, 2, 2, 3]) if dpi < 300 else rng.choice([1, 2])
    px = dpi * zoom / 72
    least = {"clean": 6.5, "scan": 7}.get(kind, 8)
    points = max(rng.uniform(least, 14), 8.6 * 72 / 0.7 / dpi)
    size = max(6, round(points * px))
    sized = lambda pair: (pair[0] * points, pair[1] * points)
    xs = [round((6 + x) * px)
          for x in edges(rng, COLUMNS, *sized(content.columns), sized(content.wide_column))]
    low = rng.choice(content.low)
    ys = [round((6 + y) * px)
          for y in edges(rng, ROWS, *sized((low, content.high_row)), sized(content.tall_row))]
    paper = 255 if rng.random() < 0.7 else rng.randint(225, 254)
    h, w = ys[-1] + round(6 * px), xs[-1] + round(6 * px)
    page = Image.new("L", (w, h), paper)
    draw = ImageDraw.Draw(page)
    style = {"wrap": rng.random() < 0.7, "leading": rng.uniform(1.1, 1.6), "paper": paper,
             "drop": rng.choice([0, 0, 0, rng.uniform(-0.3, 0.3)]),
             "flat_three": not held_out and rng.random() < 0.15,
             "spacing": rng.choice([0, 0, 0, 0, rng.uniform(-0.04, 0.15)]),
             "rule_level": rng.choice([0, 0, 0, rng.randint(0, 150)]), "gaps": rng.random() < 0.3,
             "dash": rng.choice([None] * 8 + [(round(1.2 * px), round(1.2 * px)),
                                              (round(3.5 * px), round(1.5 * px))]),
             "vertical": rng.choice([1, 1, 1, 0.6, 0]), "horizontal": rng.choice([1, 1, 1, 0.9])}
    ink = 0 if rng.random() < 0.7 else rng.randint(0, 120)
    align = rng.choice(["center", "center", "center", "left", "right"])
    pad = rng.choice([0.7, 1.5, 3, 5]) * px
    faces = [content.face(rng, held_out) for _ in range(3)]
    expected = []
    for r in range(ROWS):
        for c in range(COLUMNS):
            box = (xs[c], ys[r], xs[c + 1], ys[r + 1])
            if rng.random() < 0.08:
                draw.rectangle(box, fill=rng.randint(175, 250))
            cell_align = align if rng.random() < 0.8 else rng.choice(["center", "left", "right"])
            face = faces[r % len(faces)]
            expected.append(content.print_cell(draw, rng, face, size, box, pad, ink, cell_align,
                                               style))
    img = np.array(page)
    rules(img, rng, xs, ys, px, style)
    if zoom > 1:
        size_out = (w // zoom, h // zoom)
        img = cv2.resize(img, size_out, interpolation=cv2.INTER_AREA)
    if rng.random() < 0.1:
        img = overprint(img, rng, np_rng, px / zoom)
    pristine = img
    img, matrix = damage.STEPS[kind](img, np_rng, dpi)
    shrunk = [(s, b and tuple(v / zoom for v in b)) for s, b in expected]
    grid = [x / zoom for x in xs], [y / zoom for y in ys]
    least = 0.45 if kind == "fax" else 0.22
    return cut(pristine, img, rng, grid, matrix, shrunk, least), kind, dpi


def ink_in(img, box):
    """How much darker than its lightest spot the box is: (on the mean, its darkest spot)."""
    h, w = img.shape
    x0, y0, x1, y1 = (round(v) for v in box)
    x0, y0, x1, y1 = max(0, x0), max(0, y0), min(w, max(x1, x0 + 1)), min(h, max(y1, y0 + 1))
    if x1 <= x0 or y1 <= y0:
        return 0, 0
    inside = cv2.blur(img[y0:y1, x0:x1], (3, 3)).astype(np.float32)  # grain is no ink
    return float(inside.max() - inside.mean()), float(np.median(inside) - inside.min())


def grain_of(img):
    """The standard deviation of a page's noise."""
    part = img[: 400, : 400].astype(np.float32)
    return 1.5 * float(np.median(np.abs(part - cv2.blur(part, (3, 3)))))


def moved(box, matrix):
    x0, y0, x1, y1 = box
    corners = np.array([[[x0, y0], [x1, y0], [x1, y1], [x0, y1]]])
    return cv2.perspectiveTransform(corners, matrix)[0]


def legible(pristine, img, before, after, least, grain):
    """Whether a person could still see that something stands there."""
    mean, most = ink_in(img, after)
    printed_mean, printed_most = ink_in(pristine, before)
    return mean > least * printed_mean and most > max(14, least * printed_most, 3 * grain)


def cut(pristine, img, rng, grid, matrix, expected, least):
    """The interiors as a grid finder would give them: on, inside or a little over the rules.

    Figures that the damage has wiped out are left out, and none is cut by the edge of its cell.
    """
    xs, ys = grid
    cells = []
    unit = max(1.0, (ys[1] - ys[0]) / 20)
    upright = rng.random() < 0.5
    inset = rng.uniform(-1, 3)
    grain = grain_of(img)
    if grain > 25 or np.mean(img < 128) > 0.05 + 1.5 * np.mean(pristine < 128):
        return []  # snow
    for i, (value, text) in enumerate(expected):
        r, c = divmod(i, COLUMNS)
        p = moved((xs[c], ys[r], xs[c + 1], ys[r + 1]), matrix)
        if upright:  # the box around the turned cell: neighbours' rules come in
            x0, y0, x1, y1 = *p.min(0), *p.max(0)
        else:
            x0, y0 = (p[0, 0] + p[3, 0]) / 2, (p[0, 1] + p[1, 1]) / 2
            x1, y1 = (p[1, 0] + p[2, 0]) / 2, (p[2, 1] + p[3, 1]) / 2
        jitter = [inset + rng.gauss(0, 0.8) * unit for _ in range(4)]
        x0, y0, x1, y1 = x0 + jitter[0], y0 + jitter[1], x1 - jitter[2], y1 - jitter[3]
        if text:
            q = moved(text, matrix)
            tx0, ty0, tx1, ty1 = after = (*q.min(0), *q.max(0))
            if not legible(pristine, img, text, after, least, grain):
                continue
            room = 0.1 * (ty1 - ty0)
            x0, y0 = min(x0, tx0 - room), min(y0, ty0 - room)
            x1, y1 = max(x1, tx1 + room), max(y1, ty1 + 2 * room)  # commas hang
        x0, y0 = max(0, round(x0)), max(0, round(y0))
        crop = img[y0:round(y1), x0:round(x1)]
        if min(crop.shape) > 5 and np.median(crop) > 100:
            cells.append((crop, value))
    return cells
