"""Makes the image files beside it with Pillow, and expected.csv: the grey pixels that Pillow finds in each."""
import csv, os, random
from PIL import Image

here = os.path.dirname(os.path.abspath(__file__))
random.seed(3)
W, H = 8, 6


def noise(mode, bands):
    image = Image.new(mode, (W, H))
    for y in range(H):
        for x in range(W):
            value = tuple(random.randrange(256) for _ in range(bands))
            image.putpixel((x, y), value if bands > 1 else value[0])
    return image


def on_black(image):
    rgba = image.convert("RGBA")
    return Image.alpha_composite(Image.new("RGBA", rgba.size, (0, 0, 0, 255)), rgba).convert("RGB").convert("L")


expected = []


def save(name, image, grey, **options):
    image.save(os.path.join(here, name), **options)
    expected.append([name, *grey.tobytes()])


grey = noise("L", 1)
save("grey.png", grey, grey)
save("grey.bmp", grey, grey)
save("grey.gif", grey, grey)
bits = grey.point(lambda v: 255 if v > 127 else 0).convert("1")
save("bits.png", bits, bits.convert("L"))
deep = Image.new("I;16", (W, H))
for y in range(H):
    for x in range(W):
        deep.putpixel((x, y), random.randrange(65536))
save("deep.png", deep, Image.frombytes("L", (W, H), bytes(deep.getpixel((x, y)) >> 8 for y in range(H) for x in range(W))))
colour = noise("RGB", 3)
save("colour.png", colour, colour.convert("L"))
save("colour.bmp", colour, colour.convert("L"))
palette = colour.quantize(16)
save("palette.png", palette, palette.convert("RGB").convert("L"))
save("palette.gif", palette, palette.convert("RGB").convert("L"))
alpha = noise("RGBA", 4)
save("alpha.png", alpha, on_black(alpha))
grey_alpha = noise("LA", 2)
save("grey_alpha.png", grey_alpha, on_black(grey_alpha))
smooth = Image.new("L", (W, H))
for y in range(H):
    for x in range(W):
        smooth.putpixel((x, y), 20 * x + 15 * y)
smooth.save(os.path.join(here, "smooth.jpg"), quality=95)
expected.append(["smooth.jpg", *Image.open(os.path.join(here, "smooth.jpg")).tobytes()])
colours = Image.merge("RGB", [smooth, smooth.transpose(Image.ROTATE_180), smooth.transpose(Image.FLIP_TOP_BOTTOM)])
for name, image in (("progressive.jpg", smooth), ("progressive_colour.jpg", colours)):
    image.save(os.path.join(here, name), quality=95, subsampling=0, progressive=True)
    expected.append([name, *Image.open(os.path.join(here, name)).convert("L").tobytes()])
large = grey.resize((24, 30), Image.BICUBIC)
save("large.png", large, large.resize((W, H), Image.BOX))
small = Image.new("L", (4, 3))
for y in range(3):
    for x in range(4):
        small.putpixel((x, y), random.randrange(256))
save("small.png", small, small.resize((W, H), Image.BOX))
Image.merge("CMYK", [grey] * 4).save(os.path.join(here, "cmyk.jpg"))
with open(os.path.join(here, "expected.csv"), "w", newline="") as out:
    csv.writer(out).writerows(expected)
