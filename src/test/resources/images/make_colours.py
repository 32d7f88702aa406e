"""Makes colours.csv beside it: the colours of the files there, on black, as Pillow finds them; and turned_*.png with
prepared.csv: pictures with EXIF's orientation, and others, turned, resized and cropped by Pillow as torchvision does.
Columns of prepared.csv: file, channels, shorter side, width and height of the middle, filter, the samples in hexadecimal."""
import csv, glob, os, random
import numpy as np
from PIL import Image, ImageOps

here = os.path.dirname(os.path.abspath(__file__))
random.seed(21)


def on_black(path):
    image = Image.open(path)
    if image.mode.startswith("I"):
        grey = np.array(image, dtype=np.int64) >> 8
        return np.stack([grey] * 3, -1).astype(np.uint8)
    samples = np.array(image.convert("RGBA"), dtype=np.int64)
    return ((samples[..., :3] * samples[..., 3:] + 127) // 255).astype(np.uint8)


names = sorted(os.path.basename(f) for e in ("png", "jpg", "bmp", "gif") for f in glob.glob(os.path.join(here, "*." + e)))
names = [n for n in names if n != "cmyk.jpg" and not n.startswith("turned_")]
with open(os.path.join(here, "colours.csv"), "w", newline="") as out:
    rows = csv.writer(out, lineterminator="\n")
    for name in names:
        colours = on_black(os.path.join(here, name))
        rows.writerow([name, colours.shape[1], colours.shape[0], colours.tobytes().hex()])

FILTERS = {"area": Image.BOX, "bilinear": Image.BILINEAR, "bicubic": Image.BICUBIC, "nearest": Image.NEAREST}


def middle(image, width, height):
    """torchvision's center_crop."""
    w, h = image.size
    if width > w or height > h:
        left, top = max(0, width - w) // 2, max(0, height - h) // 2
        right, bottom = (max(0, width - w) + 1) // 2, (max(0, height - h) + 1) // 2
        image = ImageOps.expand(image, (left, top, right, bottom), fill=0)
        w, h = image.size
    left, top = int(round((w - width) / 2.0)), int(round((h - height) / 2.0))
    return image.crop((left, top, left + width, top + height))


with open(os.path.join(here, "prepared.csv"), "w", newline="") as out:
    rows = csv.writer(out, lineterminator="\n")

    def prepare(name, channels, side, width, height, filter):
        image = ImageOps.exif_transpose(Image.open(os.path.join(here, name))).convert("L" if channels == 1 else "RGB")
        w, h = image.size
        size = (side, int(side * h / w)) if w <= h else (int(side * w / h), side)
        prepared = middle(image.resize(size, FILTERS[filter]), width, height)
        rows.writerow([name, channels, side, width, height, filter, prepared.tobytes().hex()])

    for orientation in range(1, 9):
        image = Image.frombytes("RGB", (13, 9), bytes(random.randrange(256) for _ in range(13 * 9 * 3)))
        exif = Image.Exif()
        exif[0x112] = orientation
        name = f"turned_{orientation}.png"
        image.save(os.path.join(here, name), exif=exif)
        for filter in FILTERS:
            prepare(name, 3, 7, 6, 6, filter)
        prepare(name, 3, 11, 12, 9, "bilinear")
        prepare(name, 3, 5, 9, 8, "bicubic")
    for name in ("grey.png", "colour.png", "palette.gif", "large.png", "smooth.jpg", "progressive.jpg", "progressive_colour.jpg", "colour.bmp"):
        prepare(name, 3, 5, 4, 4, "bilinear")
        prepare(name, 3, 9, 10, 9, "bicubic")
    for name in ("grey.png", "large.png", "smooth.jpg", "grey.gif", "grey.bmp"):
        for filter in FILTERS:
            prepare(name, 1, 5, 4, 5, filter)
