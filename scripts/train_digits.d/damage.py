"""What happens to a printed page on its way to a PDF: print, scan, fax, photograph, compression.

A step takes and returns a gray image (uint8); those that move pixels also return the 3x3 matrix.
"""
import cv2
import numpy as np

KINDS = ["clean", "scan", "scan", "scan", "rough", "rough", "fax", "fax", "photo"]


def noise(img, sigma, rng, grain):
    g = rng.standard_normal(img.shape, dtype=np.float32)
    if grain:
        g = cv2.GaussianBlur(g, (0, 0), grain)
        g /= max(1e-3, float(g.std()))
    return np.clip(img + g * sigma, 0, 255).astype(np.uint8)


def jpeg(img, quality):
    return cv2.imdecode(cv2.imencode(".jpg", img, [cv2.IMWRITE_JPEG_QUALITY, int(quality)])[1], 0)


def turn(img, rng, degrees, perspective):
    """Rotation, shear and perspective."""
    h, w = img.shape
    a = np.deg2rad(degrees)
    c, s = np.cos(a), np.sin(a)
    shear = rng.uniform(-0.01, 0.01)
    to = np.array([[1, 0, w / 2], [0, 1, h / 2], [0, 0, 1]])
    back = np.array([[1, 0, -w / 2], [0, 1, -h / 2], [0, 0, 1]])
    tilt = np.array([[1, 0, 0], [0, 1, 0], [*(rng.uniform(-1, 1, 2) * perspective / w), 1]])
    m = to @ tilt @ np.array([[c, s + shear, 0], [-s, c, 0], [0, 0, 1]]) @ back
    how = [cv2.INTER_CUBIC, cv2.INTER_LINEAR, cv2.INTER_AREA, cv2.INTER_NEAREST]
    flags = how[rng.choice(4, p=[0.5, 0.35, 0.1, 0.05])]
    edge = int(np.median(img[0]))
    return cv2.warpPerspective(img, m, (w, h), flags=flags, borderValue=edge), m


def light(img, rng, low):
    """A smooth field of light, and maybe a shadow with an edge."""
    h, w = img.shape
    coarse = rng.uniform(low, 1, (rng.integers(2, 5), rng.integers(2, 5))).astype(np.float32)
    field = cv2.resize(coarse, (w, h), interpolation=cv2.INTER_CUBIC)
    if rng.random() < 0.15:
        x = np.arange(w, dtype=np.float32)[None] * rng.uniform(-1, 1)
        y = np.arange(h, dtype=np.float32)[:, None] * rng.uniform(-1, 1)
        edge = (x + y - rng.uniform(0, 1) * (w + h) / 4) / rng.uniform(5, 60)
        field = field * (1 - rng.uniform(0.1, 0.35) / (1 + np.exp(-np.clip(edge, -30, 30))))
    return np.clip(img * field, 0, 255).astype(np.uint8)


def specks(img, rng, per_mpixel):
    """Dust: single pixels, dots as large as points of print, threads."""
    h, w = img.shape
    for _ in range(int(per_mpixel * h * w / 1e6)):
        x, y = int(rng.integers(w)), int(rng.integers(h))
        size = int(rng.choice([0, 1, 1, 2, 3], p=[0.35, 0.3, 0.15, 0.14, 0.06]))
        level = int(rng.integers(0, 170))
        if size == 0:
            img[y, x] = level
        elif rng.random() < 0.85:
            smooth = cv2.LINE_AA if rng.random() < 0.5 else cv2.LINE_8
            cv2.circle(img, (x, y), size - 1, level, -1, smooth)
        else:
            end = (x + int(rng.integers(-5, 6)), y + int(rng.integers(-5, 6)))
            cv2.line(img, (x, y), end, level, 1)
    return img


def stroke(img, rng, strength):
    """Thicker (ink spread, toner) or thinner strokes, in part."""
    kernel = [np.ones((2, 2), np.uint8), np.ones((3, 3), np.uint8),
              cv2.getStructuringElement(cv2.MORPH_CROSS, (3, 3)), np.ones((1, 2), np.uint8),
              np.ones((2, 1), np.uint8)][rng.integers(5)]
    changed = (cv2.erode if rng.random() < 0.6 else cv2.dilate)(img, kernel)
    return cv2.addWeighted(img, 1 - strength, changed, strength, 0)


def bilevel(img, rng):
    """Black and white: at one level, or at a level that follows the paper."""
    if rng.random() < 0.2:
        return cv2.adaptiveThreshold(img, 255, cv2.ADAPTIVE_THRESH_GAUSSIAN_C, cv2.THRESH_BINARY,
                                     int(rng.integers(10, 30)) * 2 + 1, int(rng.integers(8, 30)))
    paper, ink = np.percentile(img[::3, ::3], [60, 0.5])
    at = ink + (paper - ink) * rng.uniform(0.35, 0.82)
    return ((img > at) * 255).astype(np.uint8)


def scratches(img, rng, dpi):
    """Strokes broken: white threads, and scan lines that were lost."""
    h, w = img.shape
    paper = int(np.percentile(img[::7, ::7], 90))
    for _ in range(int(h * w / (dpi * dpi) * rng.uniform(3, 25))):
        x, y = int(rng.integers(w)), int(rng.integers(h))
        reach = dpi / 10
        end = (int(x + rng.uniform(-1, 1) * reach), int(y + rng.uniform(-1, 1) * reach))
        cv2.line(img, (x, y), end, paper, int(rng.choice([1, 1, 2])) if dpi > 200 else 1)
    if rng.random() < 0.3:
        for y in rng.integers(0, h, int(rng.integers(1, 1 + h / 25))):
            img[y] = paper
    return img


def tone(img, rng):
    """Contrast, gamma, black and white point."""
    black, white = rng.uniform(0, 70), rng.uniform(215, 275)
    x = np.arange(256) / 255
    table = np.clip(black + (white - black) * x ** rng.uniform(0.6, 1.6), 0, 255)
    return cv2.LUT(img, table.astype(np.uint8))


def resize(img, factor, rng):
    how = [cv2.INTER_AREA, cv2.INTER_LINEAR, cv2.INTER_CUBIC, cv2.INTER_NEAREST, cv2.INTER_LANCZOS4]
    flags = how[rng.choice(5, p=[0.35, 0.3, 0.2, 0.08, 0.07])]
    h, w = img.shape
    size = (max(1, round(w * factor)), max(1, round(h * factor)))
    return cv2.resize(img, size, interpolation=flags), np.diag([size[0] / w, size[1] / h, 1])


def blur(img, rng, most):
    sigma = rng.uniform(0.25, most)
    if rng.random() < 0.8:
        return cv2.GaussianBlur(img, (0, 0), sigma)
    n = max(2, round(sigma * 2.5))
    return cv2.blur(img, (n, 1) if rng.random() < 0.5 else (1, n))


def clean(img, rng, dpi):
    m = np.eye(3)
    if rng.random() < 0.3:
        img = jpeg(img, rng.integers(50, 95))
    if rng.random() < 0.3:
        img, m = resize(img, rng.uniform(0.75, 1.4), rng)
    return img, m


def scan(img, rng, dpi):
    img, m = turn(img, rng, rng.normal(0, 0.6), 0.005)
    if rng.random() < 0.4:
        img = stroke(img, rng, rng.uniform(0.1, 0.7))
    if rng.random() < 0.1:
        img = scratches(img, rng, dpi)
    dusty_glass = rng.random() < 0.5
    dust = rng.choice([0, 5, 30, 100, 300])
    if dusty_glass:
        img = specks(img, rng, dust)
    img = blur(img, rng, 0.45 + dpi / 300)
    if rng.random() < 0.5:
        img = tone(img, rng)
    if not dusty_glass:
        img = specks(img, rng, dust)
    img = noise(img, rng.uniform(0, 14), rng, rng.choice([0, 0.6, 0.9]))
    if rng.random() < 0.5:
        img = np.where(img > rng.integers(225, 250), 255, img).astype(np.uint8)
    if rng.random() < 0.25:
        img, more = resize(img, rng.uniform(0.7, 1.5), rng)
        m = more @ m
    return jpeg(img, rng.integers(40, 92)), m


def rough(img, rng, dpi):
    img, m = turn(img, rng, rng.normal(0, 1.0), 0.01)
    if rng.random() < 0.5:
        img = stroke(img, rng, rng.uniform(0.2, 1))
    if rng.random() < 0.2:
        img = scratches(img, rng, dpi)
    img = blur(img, rng, 0.5 + dpi / 220)
    img = light(img, rng, rng.uniform(0.55, 1))
    if rng.random() < 0.5:
        img = tone(img, rng)
    img = specks(img, rng, rng.choice([20, 100, 300, 800]))
    img = noise(img, rng.uniform(2, 22), rng, rng.choice([0, 0.6, 0.9, 1.3]))
    if rng.random() < 0.3:
        img, more = resize(img, rng.uniform(0.7, 1.5), rng)
        m = more @ m
    return jpeg(img, rng.integers(25, 70)), m


def fax(img, rng, dpi):
    img, m = turn(img, rng, rng.normal(0, 0.6), 0.004)
    if rng.random() < 0.6:
        img = stroke(img, rng, rng.uniform(0.2, 0.9))
    img = blur(img, rng, 0.4 + dpi / 350)
    if rng.random() < 0.3:
        img = light(img, rng, 0.8)
    img = noise(img, rng.uniform(0, 16), rng, rng.choice([0, 0.6, 0.9]))
    img = specks(img, rng, rng.choice([0, 20, 100, 300, 600]))
    img = bilevel(img, rng)
    if rng.random() < 0.2:
        img = scratches(img, rng, dpi)
    kind = rng.random()
    if kind < 0.3:
        img, more = resize(img, rng.uniform(0.6, 1.5), rng)
        m = more @ m
    elif kind < 0.4:
        img = blur(img, rng, 0.9)
    if rng.random() < 0.12:
        img = jpeg(img, rng.integers(40, 85))
    return img, m


def photo(img, rng, dpi):
    img, m = turn(img, rng, rng.normal(0, 1.0), 0.06)
    img = blur(img, rng, 0.5 + dpi / 200)
    img = tone(light(img, rng, rng.uniform(0.45, 0.9)), rng)
    img = noise(img, rng.uniform(1, 16), rng, rng.choice([0, 0.7, 1.2]))
    img, more = resize(img, rng.uniform(0.7, 1.3), rng)
    return jpeg(img, rng.integers(30, 85)), more @ m


STEPS = {f.__name__: f for f in (clean, scan, rough, fax, photo)}
