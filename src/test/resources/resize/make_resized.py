"""Makes resized.csv beside it: checksums of pictures that Pillow 9.4 resized.
Columns: kind, width, height, channels, new width, new height, filter, the first eight bytes, SHA-256 of all.
A picture is made of the numbers of a linear congruential generator, which begins with its sizes."""
import csv, hashlib, os
from PIL import Image

FILTERS = {"area": Image.BOX, "bilinear": Image.BILINEAR, "bicubic": Image.BICUBIC, "nearest": Image.NEAREST}
SIZES = [
    (28, 28, 28, 28), (29, 28, 28, 28), (37, 53, 28, 28), (20, 20, 28, 28), (5, 3, 28, 28), (28, 28, 20, 20),
    (1, 1, 7, 5), (1, 40, 3, 9), (40, 1, 9, 3), (2, 300, 28, 28), (300, 2, 28, 28), (1, 1000, 4, 4), (1000, 1, 4, 4),
    (101, 67, 100, 67), (101, 67, 101, 66), (64, 48, 341, 256), (125, 94, 85, 64), (333, 222, 48, 32), (97, 61, 1, 1),
    (3, 7, 256, 2), (50, 33, 49, 34), (1021, 5, 31, 3), (7, 1021, 100, 1020), (17, 19, 18, 400), (2500, 3, 224, 3),
    (8, 6, 6, 5), (9, 8, 6, 6), (500, 375, 341, 256), (600, 90, 450, 60), (77, 80, 66, 60), (1200, 7, 900, 3),
]


def picture(kind, width, height, channels):
    state = width * 31 + height * 7 + channels
    data = bytearray()
    for _ in range(width * height * channels):
        state = (state * 1103515245 + 12345) & 0x7FFFFFFF
        sample = state >> 16 & 0xFF
        data.append(sample if kind == "noise" else 255 * (sample & 1))
    return Image.frombytes("L" if channels == 1 else "RGB", (width, height), bytes(data))


here = os.path.dirname(os.path.abspath(__file__))
with open(os.path.join(here, "resized.csv"), "w", newline="") as out:
    rows = csv.writer(out, lineterminator="\n")
    for kind in ("noise", "extreme"):
        for channels in (1, 3):
            for width, height, new_width, new_height in SIZES:
                image = picture(kind, width, height, channels)
                for name, number in FILTERS.items():
                    data = image.resize((new_width, new_height), number).tobytes()
                    rows.writerow([kind, width, height, channels, new_width, new_height, name, data[:8].hex(), hashlib.sha256(data).hexdigest()])
