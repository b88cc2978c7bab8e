"""The fonts that training cells are printed in, and the families kept for testing only."""
import functools
import random
import subprocess
import unicodedata

from PIL import ImageFont

# Weight of a group in training: what Chinese offices print tables in is drawn more often.
GROUPS = [
    (10, ["AR PL SungtiL GB", "cwTeXFangSong", "AR PL UMing CN", "AR PL Mingti2L Big5",
          "TW-Sung", "cwTeXMing",
          "Noto Serif CJK SC", "HanaMinA", "BabelStone Han"]),
    (6, ["AR PL KaitiM GB", "AR PL KaitiM Big5", "TW-Kai", "cwTeXKai", "LXGW WenKai",
         "LXGW WenKai Mono"]),
    (8, ["WenQuanYi Zen Hei", "WenQuanYi Zen Hei Mono", "Noto Sans CJK SC", "cwTeXHeiBold",
         "cwTeXYen", "Droid Sans Fallback", "Smiley Sans"]),
    (10, ["Liberation Serif", "Tinos", "FreeSerif", "Nimbus Roman", "TeX Gyre Termes", "STIX",
          "STIXGeneral"]),
    (8, ["Liberation Sans", "Arimo", "FreeSans", "Nimbus Sans", "TeX Gyre Heros",
         "Liberation Sans Narrow", "Nimbus Sans Narrow", "TeX Gyre Heros Cn"]),
    (5, ["Lato", "Open Sans", "Noto Sans", "Roboto", "Roboto Condensed", "Inter", "Clear Sans",
         "Oxygen-Sans", "Karla", "Cabin", "Go", "Tuffy", "DejaVu Sans", "DejaVu Sans Condensed",
         "Andika", "Manrope", "Play", "Universalis ADF Std", "M PLUS 1", "M PLUS 2", "OSP-DIN",
         "TeX Gyre Adventor", "URW Gothic", "CMU Sans Serif", "Latin Modern Sans", "Dosis"]),
    (5, ["DejaVu Serif", "Noto Serif", "Roboto Slab", "P052", "TeX Gyre Pagella", "URW Bookman",
         "TeX Gyre Bonum", "C059", "TeX Gyre Schola", "CMU Serif", "Latin Modern Roman",
         "Old Standard TT", "EB Garamond", "GFS Didot", "GFS Artemisia", "Charis SIL",
         "Doulos SIL", "Gentium Plus", "Romande ADF Std", "Quattrocento", "Norasi"]),
    (4, ["Liberation Mono", "Cousine", "DejaVu Sans Mono", "FreeMono", "Nimbus Mono PS",
         "TeX Gyre Cursor", "Courier Prime", "Hack", "Fira Code", "Inconsolata", "Noto Mono",
         "PT Mono", "OCR B", "CMU Typewriter Text", "Latin Modern Mono"]),
    (4, ["IPAMincho", "IPAexMincho", "TakaoPMincho", "BIZ UDMincho", "IPAGothic", "TakaoPGothic",
         "VL Gothic", "BIZ UDGothic", "UnBatang", "UnDotum", "NanumMyeongjo", "NanumGothic",
         "NanumBarunGothic"]),
]
HELD_OUT = ["AR PL UKai CN", "WenQuanYi Micro Hei", "Ume Mincho", "Ume Gothic",
            "Baekmuk Batang", "Carlito", "Caladea", "Linux Libertine O", "Linux Biolinum O",
            "PT Serif", "PT Sans", "B612", "Cantarell"]
UNFIT = ("Black", "Hairline", "Thin", "ExtraLight", "Extra Light", "Caps", "Initials", "Keyboard",
         "Upright Italic", "Sharp")


@functools.cache
def installed():
    """{family: [(file, index, style)]} of all fonts that fontconfig knows."""
    return known()[0]


@functools.cache
def known():
    """Families as in `installed`, and {(file, index): code points as fontconfig writes them}."""
    families, charsets = {}, {}
    form = "%{file}|%{index}|%{family[0]}|%{style[0]}|%{charset}\x1e"
    records = subprocess.run(["fc-list", "--format", form], check=True, capture_output=True,
                             text=True).stdout.split("\x1e")
    for record in sorted(filter(None, records)):
        path, index, family, style, charset = record.split("|")
        if any(word in style or word in family for word in UNFIT):
            continue
        if int(index) > 0xFFFF:  # a named instance of a variable font
            continue
        families.setdefault(family, []).append((path, int(index), style))
        charsets[path, int(index)] = charset
    return families, charsets


@functools.cache
def characters(path, index):
    """The code points a font file holds."""
    ranges = [r.partition("-") for r in known()[1][path, index].split()]
    return frozenset(c for low, _, high in ranges
                     for c in range(int(low, 16), int(high or low, 16) + 1))


@functools.lru_cache(maxsize=3000)
def load(path, index, size):
    return ImageFont.truetype(path, size, index=index, layout_engine=ImageFont.Layout.BASIC)


@functools.lru_cache(maxsize=100000)
def missing(face, character):
    """Whether the font lacks a character, or has the box for what it lacks in its place."""
    if ord(character) not in characters(face[0], face[1]):
        return True
    font = load(face[0], face[1], 32)
    if unicodedata.category(character) == "Pd" and font.getmask(character).size[1] > 10:
        return True  # no dash is so high
    return character != " " and bytes(font.getmask(character)) == bytes(font.getmask("\uffff"))


def usable(face):
    return all(ord(c) in characters(face[0], face[1]) for c in "0123456789.,-+/")


@functools.cache
def faces(family):
    """Files of a family with all digits; upright and regular ones first."""
    return tuple(f for f in installed().get(family, []) if usable(f))


def draw(rng: random.Random, held_out: bool):
    """A (file, index, style) at random; families of a group are equally likely."""
    while True:
        if held_out:
            family = rng.choice(HELD_OUT)
        else:
            family = rng.choice(rng.choices([g for _, g in GROUPS], [w for w, _ in GROUPS])[0])
        of_family = faces(family)
        if not of_family:
            continue
        upright = [f for f in of_family if "talic" not in f[2] and "blique" not in f[2]]
        pool = upright if upright and rng.random() < 0.94 else of_family
        regular = [f for f in pool if f[2].split(",")[0] in ("Regular", "Book", "Roman")]
        return rng.choice(regular if regular and rng.random() < 0.55 else pool)


def chinese(rng: random.Random):
    """A font file that has Chinese characters, for notes."""
    family = rng.choice(["AR PL SungtiL GB", "AR PL UMing CN", "AR PL KaitiM GB",
                         "WenQuanYi Zen Hei", "Noto Sans CJK SC", "Noto Serif CJK SC",
                         "LXGW WenKai", "Droid Sans Fallback"])
    known = faces(family) or faces("WenQuanYi Zen Hei")
    return rng.choice(known)
