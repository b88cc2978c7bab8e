"""What stands in label cells: the forms' own words, what resembles them, and what does not."""
import functools
import json
import pathlib
import random
import unicodedata

import fonts

ROOT = pathlib.Path(__file__).resolve().parents[2]
ELSE = "\ufffd"  # a run of characters that the network does not know
# Printed in tables beside the forms' words.
BESIDE = ["信息内容", "申请人情况", "小计", "合计", "共计", "备注", "说明", "单位：件", "序号", "类别",
          "指标名称", "统计指标", "项目", "其它", "本列数据的勾稽关系为：第一项加第二项之和，",
          "等于第三项加第四项之和", "本年度", "累计", "数值", "（其中修订3件）", "减用负值表示",
          "万元", "年度", "本单位"]
SIGNS = "0123456789-—/+%“”《》：；，。、"
# Families by how often they are drawn: what Chinese offices print in, or looks like it. Those for
# Japan and Taiwan have two thirds of the characters.
FAMILIES = [(10, ["AR PL SungtiL GB", "AR PL UMing CN", "Noto Serif CJK SC", "BabelStone Han",
                  "TW-Sung", "HanaMinA", "cwTeXFangSong"]),
            (5, ["AR PL KaitiM GB", "LXGW WenKai", "LXGW WenKai Mono", "TW-Kai"]),
            (9, ["WenQuanYi Zen Hei", "WenQuanYi Zen Hei Mono", "Noto Sans CJK SC",
                 "Droid Sans Fallback", "Smiley Sans"]),
            (2, ["cwTeXMing", "AR PL Mingti2L Big5", "AR PL KaitiM Big5", "IPAexMincho",
                 "BIZ UDMincho", "cwTeXHeiBold", "IPAexGothic"])]
HELD_OUT = ["AR PL UKai CN", "WenQuanYi Micro Hei"]


def texts(node):
    """All labels, headings and articles in a form's description."""
    if isinstance(node, list):
        return [t for child in node for t in texts(child)]
    if not isinstance(node, dict):
        return []
    own = [part for key in ("label", "parent", "heading", "article") if isinstance(node.get(key), str)
           for part in node[key].split(" / ")]
    return own + [t for child in node.values() for t in texts(child)]


def folded(text):
    """As the network spells it: half-width signs, no spaces."""
    return unicodedata.normalize("NFKC", text).replace(" ", "").replace("—", "-")


def known_labels():
    forms = [json.loads(p.read_text()) for p in sorted((ROOT / "data/forms").glob("*.json"))]
    return list(dict.fromkeys(texts(forms)))


LABELS = known_labels() + BESIDE
ALPHABET = "".join(sorted(set(folded("".join(LABELS) + SIGNS))))
# The most frequent characters of Chinese (GB 2312, level 1) that no label has.
STRANGE = [c for c in (bytes([a, b]).decode("gb2312", "ignore")
                       for a in range(0xB0, 0xD8) for b in range(0xA1, 0xFF)) if c not in ALPHABET]


def widened(text, rng):
    """Signs as clerks mix them: full or half width, 1、 for 1., spaces."""
    swap = {"(": "（", ")": "）", ",": "，", ":": "：", ".": rng.choice(".．、")}
    other = {v: k for k, v in swap.items() if k != "."}
    if rng.random() < 0.5:
        text = "".join(swap.get(c, c) for c in text)
    elif rng.random() < 0.5:
        text = "".join(other.get(c, c) for c in text)
    if rng.random() < 0.1:
        at = rng.randint(0, len(text))
        text = text[:at] + " " + text[at:]
    return text


@functools.cache
def available(face):
    """The characters of the alphabet in a font file."""
    return "".join(c for c in ALPHABET if not fonts.missing(face, c))


def label(rng: random.Random, face):
    """What is printed in a cell."""
    kind = rng.random()
    if kind < 0.55:
        text = rng.choice(LABELS)
        if rng.random() < 0.25:
            begin = rng.randint(0, len(text) - 1)
            text = text[begin:begin + rng.randint(1, 12)]
        return widened(text, rng)
    if kind < 0.88:  # so that shapes are learnt and not phrases
        pool = available(face)
        return "".join(rng.choice(pool) for _ in range(rng.randint(1, 12)))
    text = list(rng.choice(LABELS))
    for _ in range(rng.randint(1, max(1, len(text) // 2))):
        text[rng.randrange(len(text))] = rng.choice(STRANGE)
    return "".join(text)


def expected(printed):
    """What the network should say of it."""
    out = ""
    for c in folded(printed):
        if c in ALPHABET:
            out += c
        elif not out.endswith(ELSE):
            out += ELSE
    return out


def draw(rng: random.Random, held_out: bool):
    """A (file, index, style) at random."""
    while True:
        families = HELD_OUT if held_out else rng.choices([f for _, f in FAMILIES],
                                                         [w for w, _ in FAMILIES])[0]
        faces = fonts.installed().get(rng.choice(families), [])
        if faces:
            return rng.choice(faces)


class Words:
    """Sheets of labels (see sheets.Figures)."""
    columns, wide_column = (1.5, 13), (13, 26)
    low, high_row, tall_row = [1.25, 1.4, 1.7], 4, (4, 7.5)
    face = staticmethod(draw)

    @staticmethod
    def print_cell(draw_on, rng, face, size, box, pad, ink, align, style):
        """Draws a label that fits; returns what should be read, and its box (None if blank)."""
        x0, y0, x1, y1 = box
        font = fonts.load(face[0], face[1], size)
        extra = max(0, style["spacing"]) * size
        leading = size * rng.uniform(1.08, 1.6)
        for _ in range(12):
            printed = label(rng, face)
            if any(fonts.missing(face, c) for c in printed if c != " "):
                continue
            lines = wrapped(font, printed, x1 - x0 - 2 * pad, extra)
            if lines and (len(lines) - 1) * leading + 1.1 * size < y1 - y0:
                break
        else:
            return "", None
        top, bottom = vertical_ink(font)
        height = (len(lines) - 1) * leading + bottom - top
        y = (y0 + y1 - height) / 2 - top
        box = [1e9, y + top, -1e9, y + top + height]
        for line in lines:
            width = font.getlength(line) + extra * (len(line) - 1)
            x = {"left": x0 + pad, "right": x1 - pad - width}.get(align, (x0 + x1 - width) / 2)
            for c in line:
                draw_on.text((x, y), c, fill=ink, font=font)
                x += font.getlength(c) + extra
            box[0], box[2] = min(box[0], x - width), max(box[2], x)
            y += leading
        return expected(printed), tuple(box)


def vertical_ink(font):
    _, top, _, bottom = font.getbbox("国件")
    return top, bottom


def wrapped(font, text, width, extra):
    """Lines that fit; none where a character does not."""
    lines, used = [""], 0
    for c in text:
        w = font.getlength(c) + extra
        if w > width:
            return []
        if used + w > width:
            lines.append("")
            used = 0
        lines[-1] += c
        used += w
    return lines
