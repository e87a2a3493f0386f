"""Scenes of the pavement and the wall along it: bins, rubbish, graffiti."""

from PIL import Image, ImageDraw, ImageFilter

from .paint import SIZE, Camera, between, blob, calm, gradient, mask, mix, noise, overlay, shade, shadow, wash
from .street import PAVING, PLASTER, box, light, rough, round_spot


def a_pavement(random, when):
    """A pavement along a wall: where bins stand and rubbish is left."""
    camera = Camera(horizon=330, centre=800, zoom=1100)
    picture = Image.new("RGB", SIZE, light(random.choice(PLASTER), when))
    picture = overlay(picture, calm(noise(random, grain=120, soft=1.5), 0.2))
    picture = overlay(picture, calm(noise(random, grain=3), 0.25))
    foot = camera.at(0, 4.2)[1]
    picture.paste(light((120, 112, 104), when), (0, round(foot) - 90, SIZE[0], round(foot)))
    draw = ImageDraw.Draw(picture)
    for left in (-3.2, 1.5):
        draw.polygon(camera.front(left, left + 1.2, 4.2, 1.2, 3), fill=light((238, 234, 226), when))
        draw.polygon(camera.front(left + 0.08, left + 1.12, 4.2, 1.28, 3), fill=light((88, 106, 122), when))
    slabs = camera.laid(rough(random, light(PAVING, when), (1400, 1400), 0.3, 0.25), 200)
    wash(picture, slabs, mask([(0, foot), (SIZE[0], foot), SIZE, (0, SIZE[1])]))
    for away in (1.5, 2.0, 2.6, 3.4):
        draw.line(
            [camera.at(-5, away), camera.at(5, away)],
            fill=light((134, 128, 118), when),
            width=round(7 / away),
        )
    for right in range(-6, 7):
        draw.line(
            [camera.at(right * 0.7, 1.2), camera.at(right * 0.7, 4.2)],
            fill=light((138, 132, 122), when),
            width=3,
        )
    shadow(
        picture,
        [(0, foot - 6), (SIZE[0], foot - 6), (SIZE[0], foot + 26), (0, foot + 26)],
        blur=14,
        level=130,
    )
    return picture, camera


def _bin(picture, camera, when, right, away, colour=(62, 92, 76)):
    shadow(picture, round_spot(camera, right + 0.2, away, 0.5), blur=14, level=170)
    draw = ImageDraw.Draw(picture)
    (left, low), (far, _), (_, top) = (
        camera.at(right - 0.27, away),
        camera.at(right + 0.27, away),
        camera.at(right, away, 1.0),
    )
    for step in range(24):
        a = left + (far - left) * step / 24
        lit = 1.15 - abs(step - 8) / 17
        draw.rectangle((a, top, a + (far - left) / 24 + 1, low), fill=light(shade(colour, lit), when))
    rim = (far - left) * 0.14
    draw.ellipse((left, low - rim, far, low + rim), fill=light(shade(colour, 0.6), when))
    draw.ellipse((left - 6, top - rim, far + 6, top + rim), fill=light(shade(colour, 1.2), when))
    draw.ellipse((left + 14, top - rim * 0.7, far - 14, top + rim * 0.7), fill=light((24, 26, 26), when))
    return (left + far) / 2, top, far - left


RUBBISH = [
    (236, 236, 232),
    (206, 60, 52),
    (240, 190, 60),
    (80, 130, 180),
    (180, 140, 96),
    (120, 170, 110),
    (60, 60, 66),
]


def _litter(picture, random, camera, when, pieces, spread, around):
    for _ in range(pieces):
        right, away = random.gauss(around[0], spread), max(1.4, random.gauss(around[1], spread * 0.35))
        x, y = camera.at(right, away)
        r = random.uniform(0.035, 0.1) * camera.zoom / away
        shadow_of = blob(random, x + r * 0.3, y + r * 0.35, r * 1.1, r * 0.5, 8)
        draw = ImageDraw.Draw(picture)
        draw.polygon(shadow_of, fill=light((96, 92, 86), when))
        colour = random.choice(RUBBISH)
        draw.polygon(blob(random, x, y, r, r * 0.7, 7, 0.4), fill=light(shade(colour, random.uniform(0.75, 1)), when))
        draw.polygon(
            blob(random, x - r * 0.2, y - r * 0.2, r * 0.5, r * 0.3, 6, 0.4),
            fill=light(shade(colour, 1.12), when),
        )


def bin_full(random, when):
    picture, camera = a_pavement(random, when)
    x, top, wide = _bin(picture, camera, when, 0.0, 2.5)
    draw = ImageDraw.Draw(picture)
    for _ in range(34):
        px, py = random.gauss(x, wide * 0.26), top - abs(random.gauss(0, 46)) + 14
        r = random.uniform(18, 44)
        colour = random.choice(RUBBISH)
        draw.polygon(blob(random, px, py, r, r * 0.8, 8, 0.4), fill=light(shade(colour, 0.8), when))
        draw.polygon(blob(random, px - 5, py - 7, r * 0.7, r * 0.5, 8, 0.4), fill=light(colour, when))
    for right, away in ((-0.62, 2.35), (0.66, 2.2), (0.95, 2.6)):
        _bag(picture, random, camera, when, right, away)
    _litter(picture, random, camera, when, 26, 0.8, (0.1, 2.1))
    return picture


def _bag(picture, random, camera, when, right, away, colour=(42, 44, 50)):
    x, y = camera.at(right, away, 0.2)
    r = camera.zoom * 0.25 / away
    shadow(picture, round_spot(camera, right + 0.1, away - 0.05, 0.34), blur=12, level=170)
    draw = ImageDraw.Draw(picture)
    for part in range(7):
        tone = light(shade(colour, 0.8 + part * 0.16), when)
        draw.polygon(
            blob(
                random,
                x - part * r * 0.04,
                y - part * r * 0.05,
                r * (1 - part * 0.13),
                r * (0.85 - part * 0.11),
                14,
                0.12,
            ),
            fill=tone,
        )
    draw.polygon(
        [(x - 12, y - r * 0.8), (x + 12, y - r * 0.8), (x + 26, y - r * 1.12), (x - 20, y - r * 1.1)],
        fill=light(shade(colour, 1.3), when),
    )


def bin_emptied(random, when):
    picture, camera = a_pavement(random, when)
    _bin(picture, camera, when, 0.0, 2.5)
    return picture


def dumping(random, when):
    picture, camera = a_pavement(random, when)
    mattress = light((222, 214, 204), when)
    lean = [camera.at(-1.5, 3.7), camera.at(0.35, 3.7), camera.at(0.2, 4.1, 1.5), camera.at(-1.35, 4.1, 1.5)]
    shadow(picture, [*camera.ground(-1.5, 0.8, 3.3, 3.8)], blur=18, level=170)
    draw = ImageDraw.Draw(picture)
    draw.polygon(lean, fill=mattress)
    for row in range(1, 5):
        draw.line(
            [mix(lean[0], lean[3], row / 5), mix(lean[1], lean[2], row / 5)],
            fill=shade(mattress, 0.86),
            width=5,
        )
    draw.line([*lean, lean[0]], fill=shade(mattress, 0.78), width=9, joint="curve")
    for left, near, side, colour in (
        (0.5, 3.0, 0.6, (180, 140, 96)),
        (0.75, 2.55, 0.45, (160, 120, 80)),
        (-0.9, 2.6, 0.5, (120, 84, 60)),
    ):
        box(picture, camera, left, left + side, near, near + side, side * 0.8, light(colour, when))
    _bag(picture, random, camera, when, -0.1, 2.7, random.choice([(60, 80, 120), (42, 44, 50)]))
    _litter(picture, random, camera, when, 12, 0.8, (0.2, 2.4))
    return picture


def pavement_clean(random, when):
    picture, camera = a_pavement(random, when)
    shine = mask(camera.ground(-1.4, 1.4, 2.2, 3.9), blur=60, level=60)
    wash(picture, light((210, 214, 218), when), shine)
    return picture


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
