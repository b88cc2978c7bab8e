"""What stands in the cells: strings as printed, and what should be read."""
import random
import re

WORDS = ["无", "件", "元", "万元", "（其中修订{}件）", "（含自然失效{}件）", "（{}件）", "无此项",
         "不涉及", "（减用负值表示）", "（不含{}件）", "个", "次", "合计", "总计", "未统计", "份",
         "人", "条", "以上", "约", "余件", "有", "规章", "办", "是", "否",
         "已", "年", "月", "日", "本年", "新收", "废止", "现行有效", "自然人", "行政许可"]
STROKES = ["—", "——", "-", "–", "−", "－", "--"]


def digits(rng, n):
    """n digits; often with repeats, zeros and the pairs that are taken for each other."""
    kind = rng.random()
    if kind < 0.45:
        s = "".join(rng.choice("0123456789") for _ in range(n))
    elif kind < 0.6:
        s = "".join(rng.choice(rng.choice(["01", "17", "38", "56", "69", "08", "14", "27", "35"]))
                    for _ in range(n))
    elif kind < 0.7:
        s = rng.choice("0123456789") * n
    else:
        pool = rng.sample("0123456789", 2) + ["0"]
        s = "".join(rng.choice(pool) for _ in range(n))
    if n > 1 and s[0] == "0":
        s = rng.choice("123456789") + s[1:]
    return s


def number(rng):
    n = rng.choices(range(1, 10), [30, 24, 17, 12, 8, 5, 3, 2, 1])[0]
    s = digits(rng, n)
    kind = rng.random()
    if kind < 0.13:
        s += "." + "".join(rng.choice("0123456789") for _ in range(rng.choice([1, 2, 2, 3, 4, 6])))
        if rng.random() < 0.3:  # 0.88, .88
            s = rng.choice(["0", "0", "0", ""]) + s[s.index("."):]
    elif kind < 0.16 and s != "0":
        s = rng.choice("-+") + s
    elif kind < 0.26 and n > 3:
        s = f"{int(s):,}"
        if rng.random() < 0.4:
            s += f".{rng.randrange(100):02d}"
    return s


def note(rng):
    """A cell that is no number, or a number with a unit or a note."""
    if rng.random() < 0.12:  # two figures in what should be one cell
        return number(rng) + " " * rng.randint(10, 18) + number(rng)
    word = rng.choice(WORDS).replace("{}", digits(rng, rng.choice([1, 1, 2, 3])))
    kind = rng.random()
    if kind < 0.55:
        return digits(rng, rng.choice([1, 1, 2, 2, 3, 5])) + word
    if kind < 0.65:
        mark = rng.choice(["%", "*", "*", "**", "※", "①", "万", "元", "件", "(1)", "[2]", "人"])
        return mark + number(rng) if mark in "**※①" and rng.random() < 0.3 else number(rng) + mark
    if kind < 0.75:
        return word + rng.choice(WORDS).replace("{}", "1")
    return word


def full_width(s):
    table = {**{48 + i: 0xFF10 + i for i in range(10)}, 0x2E: 0xFF0E, 0x2C: 0xFF0C, 0x2B: 0xFF0B,
             0x2D: 0xFF0D, 0x2F: 0xFF0F}
    return s.translate(table)


def figure(rng: random.Random):
    """(printed, expected): expected has runs of other characters as one '?'."""
    kind = rng.random()
    if kind < 0.07:
        return "", ""
    if kind < 0.13:
        s = rng.choice(STROKES)
        return s, "--" if s == "--" else "-"
    if kind < 0.19:
        return rng.choice(["/", "/", "／"]), "/"
    if kind < 0.26:
        s = note(rng)
        return s, re.sub(r"[^0-9.,+/-]+", "?", s)
    if kind < 0.38:
        return "0", "0"
    s = number(rng)
    return s, s


def plain(s):
    """As a Reading has it: any '?' makes it '?'; dashes only make it one dash."""
    return "?" if "?" in s else "-" if s and not s.strip("-") else s


def meaning(s):
    """Equal for strings that say the same: blank, dash and slash; 1,036 and 1036; .0 and 0."""
    s = plain(s)
    if s in ("", "-", "/"):
        return ""
    s = s.replace(",", "")
    return s[1:] if s.startswith(".") and not s.strip(".0") else s
