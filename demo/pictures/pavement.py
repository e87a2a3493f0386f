"""Scenes of the pavement and the wall along it: bins, rubbish, graffiti."""

from PIL import Image, ImageDraw

from .paint import SIZE, Camera, blob, calm, mask, mix, noise, overlay, shade, shadow, wash
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


def slab(random, when, loose=True):
    """A paving slab that rocks, its joint full of earth."""
    picture, camera = a_pavement(random, when)
    if not loose:
        return picture
    corners = camera.ground(-0.7, 0.35, 2.25, 2.95)
    shadow(picture, camera.ground(-0.75, 0.4, 2.2, 3.02), blur=5, level=190, colour=(48, 38, 30))
    lifted = [(x, y - rise) for (x, y), rise in zip(corners, (0, 46, 62, 10), strict=True)]
    shadow(picture, [corners[1], corners[2], lifted[2], lifted[1]], blur=3, level=200)
    stone = rough(random, light(shade(PAVING, 1.04), when), SIZE, 0.4, 0.3)
    wash(picture, stone, mask(lifted, blur=1))
    draw = ImageDraw.Draw(picture)
    draw.line([lifted[0], lifted[1], lifted[2]], fill=light((104, 96, 86), when), width=9, joint="curve")
    x, y = lifted[3]
    for _ in range(4):
        step = (x + random.randint(30, 70), y + random.randint(10, 40))
        draw.line([(x, y), step], fill=light((92, 86, 78), when), width=4)
        x, y = step
    _litter(picture, random, camera, when, 3, 0.5, (1.3, 2.6))
    return picture


def slab_relaid(random, when):
    return slab(random, when, loose=False)


def bottle_bank(random, when, full=True):
    """The green igloo for glass, with what did not fit in."""
    picture, camera = a_pavement(random, when)
    shadow(picture, round_spot(camera, 0.15, 2.9, 0.95), blur=18, level=170)
    left, low = camera.at(-0.72, 2.9)
    right, top = camera.at(0.72, 2.9, 1.55)
    draw = ImageDraw.Draw(picture)
    for step in range(20):
        inset = step * (right - left) / 44
        tone = light(shade((46, 120, 84), 0.7 + 0.028 * step), when)
        draw.rounded_rectangle((left + inset, top + step * 2, right - inset * 1.1, low), 190 - step * 4, fill=tone)
    for x in (-0.38, 0.0, 0.38):
        cx, cy = camera.at(x, 2.9, 1.22)
        draw.ellipse((cx - 34, cy - 34, cx + 34, cy + 34), fill=light((24, 74, 50), when))
        draw.ellipse((cx - 27, cy - 27, cx + 27, cy + 27), fill=light((16, 22, 20), when))
    band = camera.front(-0.5, 0.5, 2.9, 0.62, 0.86)
    draw.polygon(band, fill=light((232, 236, 226), when))
    for stripe in range(3):
        draw.line(
            [
                (band[0][0] + 30, band[3][1] + 26 + 24 * stripe),
                (band[1][0] - 60 - 70 * stripe, band[3][1] + 26 + 24 * stripe),
            ],
            fill=light((70, 120, 92), when),
            width=9,
        )
    if full:
        for turn in range(26):
            right_of, away = random.choice((-1, 1)) * random.uniform(0.55, 1.5), random.uniform(2.3, 3.1)
            _bottle(picture, random, camera, when, right_of if turn % 3 else random.uniform(-0.6, 0.6), away)
    return picture


def _bottle(picture, random, camera, when, right, away):
    colour = random.choice([(40, 84, 52), (88, 60, 30), (190, 206, 200), (54, 96, 60)])
    (x, low), (_, high) = camera.at(right, away), camera.at(right, away, random.uniform(0.26, 0.32))
    wide = (low - high) * 0.15
    draw = ImageDraw.Draw(picture)
    draw.ellipse((x - wide, low - 6, x + wide * 3, low + 8), fill=light((120, 112, 102), when))
    neck = high + (low - high) * 0.4
    draw.rectangle((x - wide, neck, x + wide, low), fill=light(colour, when))
    draw.rectangle((x - wide * 0.4, high, x + wide * 0.4, neck + 4), fill=light(shade(colour, 0.9), when))
    draw.line([(x - wide * 0.5, neck + 8), (x - wide * 0.5, low - 8)], fill=light(shade(colour, 1.7), when), width=3)


def bottle_bank_emptied(random, when):
    return bottle_bank(random, when, full=False)
