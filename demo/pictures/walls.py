"""Scenes of a brick wall."""

from PIL import Image, ImageDraw, ImageFilter

from .paint import SIZE, Camera, between, blob, calm, gradient, mask, noise, overlay, shade, shadow, wash
from .street import PAVING, light, rough


def _wall(random, when):
    camera = Camera(horizon=520, centre=800, zoom=900)
    picture = gradient(light((196, 120, 92), when), light((150, 88, 70), when))
    draw = ImageDraw.Draw(picture)
    for row in range(27):
        for brick in range(-1, 14):
            x, y = brick * 124 + (row % 2) * 62, row * 36
            colour = shade((178, 104, 80), random.uniform(0.82, 1.14))
            draw.rectangle((x + 3, y + 3, x + 119, y + 32), fill=light(colour, when))
    picture = overlay(picture, calm(noise(random, grain=4), 0.35))
    picture = overlay(picture, calm(noise(random, grain=260), 0.35))
    slabs = camera.laid(rough(random, light(PAVING, when), (1024, 1024), 0.3, 0.25), 200)
    wash(picture, slabs, mask([(0, 968), (1600, 968), SIZE, (0, 1200)]))
    shadow(picture, [(0, 955), (1600, 955), (1600, 1000), (0, 1000)], blur=14, level=150)
    return picture


def graffiti(random, when):
    picture = _wall(random, when)
    for colour, wide in (
        (random.choice([(30, 36, 120), (24, 24, 28), (128, 24, 96)]), 46),
        (random.choice([(80, 200, 220), (250, 210, 60), (240, 120, 170)]), 22),
    ):
        paint = Image.new("L", SIZE, 0)
        draw = ImageDraw.Draw(paint)
        x, y = 300, 620
        path = [(x, y)]
        for i in range(15):
            x, y = (
                x + random.randint(40, 90),
                560 + random.randint(150, 250) * (1 if i % 2 else -1) * (0.6 + 0.4 * random.random()),
            )
            path.append((x, y))
        smooth = [_bend(path[i : i + 3], step / 8) for i in range(len(path) - 2) for step in range(8)]
        draw.line(smooth, fill=235, width=wide, joint="curve")
        for px, py in smooth[::11]:
            draw.line([(px, py), (px, py + random.randint(40, 150))], fill=190, width=5)
        paint = paint.filter(ImageFilter.GaussianBlur(3))
        wash(picture, light(colour, when), paint)
    return picture


def _bend(points, part):
    """A point of the soft curve between the middles of three points."""
    start, turn, end = between(points[0], points[1], 0.5), points[1], between(points[1], points[2], 0.5)
    return tuple(
        a * (1 - part) ** 2 + 2 * b * part * (1 - part) + c * part**2 for a, b, c in zip(start, turn, end, strict=True)
    )


def wall_cleaned(random, when):
    picture = _wall(random, when)
    wash(
        picture,
        light((214, 170, 150), when),
        mask(blob(random, 800, 560, 560, 280, 20, 0.15), blur=90, level=55),
    )
    return picture
