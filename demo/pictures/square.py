"""Scenes of the square, of street trees and of the river."""

from PIL import Image, ImageDraw, ImageFilter

from .paint import SIZE, Camera, calm, foliage, mask, noise, overlay, shadow, wash
from .roadway import a_street
from .street import LEAVES, PLASTER, car, light, rough, sky, tree


def market(random, when):
    """The square, swept, with the awnings of the market."""
    picture, camera = a_street(random, when, Camera(horizon=520, centre=800), left=-30, right=30)
    slabs = camera.laid(rough(random, light((196, 184, 164), when), (1400, 1400), 0.25, 0.2), 110)
    wash(picture, slabs, mask([(0, 520), (1600, 520), SIZE, (0, 1200)]))
    draw = ImageDraw.Draw(picture)
    for away in range(2, 30):
        draw.line(
            [camera.at(-30, away), camera.at(30, away)],
            fill=light((170, 158, 140), when),
            width=max(1, round(6 / away)),
        )
    for right in range(-12, 13):
        draw.line([camera.at(right, 1.2), camera.at(right, 40)], fill=light((176, 164, 146), when), width=1)
    for away in (19, 13.5, 9.5):
        for left in (-5.2, 2.2):
            _stall(picture, random, camera, when, left, away)
    return picture


def _stall(picture, random, camera, when, left, away):
    stripes = random.choice(
        [
            ((206, 62, 56), (246, 240, 228)),
            ((54, 110, 88), (246, 240, 228)),
            ((54, 92, 150), (246, 240, 228)),
            ((232, 170, 60), (246, 240, 228)),
        ]
    )
    shadow(picture, camera.ground(left - 0.2, left + 3.2, away - 0.4, away + 2), blur=14, level=120)
    draw = ImageDraw.Draw(picture)
    for a in (left, left + 2.9):
        draw.polygon(camera.front(a, a + 0.08, away, 0, 2.3), fill=light((90, 90, 92), when))
    draw.polygon(camera.front(left + 0.1, left + 2.9, away + 0.2, 0, 0.9), fill=light((120, 90, 62), when))
    for _ in range(60):
        x, y = camera.at(random.uniform(left + 0.2, left + 2.8), away + 0.15, random.uniform(0.9, 1.1))
        r = camera.zoom * 0.06 / away
        draw.ellipse(
            (x - r, y - r, x + r, y + r),
            fill=light(
                random.choice([(214, 60, 48), (240, 170, 50), (120, 170, 70), (96, 140, 60), (150, 70, 130)]),
                when,
            ),
        )
    for piece in range(10):
        a, b = left - 0.1 + piece * 0.31, left + 0.21 + piece * 0.31
        draw.polygon(
            [
                camera.at(a, away - 0.3, 2.05),
                camera.at(b, away - 0.3, 2.05),
                camera.at(b, away + 0.6, 2.75),
                camera.at(a, away + 0.6, 2.75),
            ],
            fill=light(stripes[piece % 2], when),
        )


def overgrown(random, when):
    """A tree or hedge that hides the crossing and the sign."""
    picture, camera = a_street(random, when, Camera(horizon=470, centre=620))
    draw = ImageDraw.Draw(picture)
    for stripe in range(6):
        draw.polygon(camera.ground(stripe * 0.95 - 3.1, stripe * 0.95 - 2.6, 6.5, 9), fill=light((226, 226, 220), when))
    car(picture, camera, when, -3.2, 17, (150, 40, 40))
    tree(picture, random, camera, when, 2.6, 4.2, high=4.2, wide=1.7, colours=LEAVES[0])
    tree(picture, random, camera, when, 3.3, 3.3, high=2.6, wide=1.2, colours=LEAVES[1])
    return picture


def pruned(random, when):
    picture, camera = a_street(random, when, Camera(horizon=470, centre=620))
    draw = ImageDraw.Draw(picture)
    for stripe in range(6):
        draw.polygon(camera.ground(stripe * 0.95 - 3.1, stripe * 0.95 - 2.6, 6.5, 9), fill=light((226, 226, 220), when))
    car(picture, camera, when, -3.2, 17, (150, 40, 40))
    tree(picture, random, camera, when, 3.4, 5.2, high=5.4, wide=0.9, colours=LEAVES[0])
    return picture


def riverside(random, when):
    """Evening on the Seine: a thank-you picture."""
    picture = sky(random, "evening")
    draw = ImageDraw.Draw(picture)
    for x in range(0, 1600, 58):
        top = 560 - random.randint(30, 150)
        draw.rectangle(
            (x, top, x + random.randint(40, 76), 620),
            fill=light(random.choice(PLASTER), random.choice(["evening", "dusk", "evening"])),
        )
    foliage_colours = [light((40, 60, 44), "evening"), light((96, 110, 60), "evening")]
    for x in range(-40, 1700, 96):
        foliage(draw, random, x, 585 + random.randint(-12, 12), 74, 52, foliage_colours, 70)
    water = picture.crop((0, 120, 1600, 620)).transpose(Image.Transpose.FLIP_TOP_BOTTOM).resize((1600, 580))
    water = water.filter(ImageFilter.GaussianBlur(7))
    picture.paste(Image.blend(water, Image.new("RGB", water.size, (74, 92, 118)), 0.3), (0, 620))
    ripple = noise(random, (1600, 580), grain=2).resize((1600, 10)).resize((1600, 580), Image.Resampling.BICUBIC)
    picture.paste(overlay(picture.crop((0, 620, 1600, 1200)), calm(ripple, 0.4)), (0, 620))
    draw = ImageDraw.Draw(picture)
    for x in (120, 820, 1480):
        draw.line([(x, 1200), (x, 760)], fill=(40, 42, 50), width=16)
    draw.line([(0, 860), (1600, 860)], fill=(40, 42, 50), width=14)
    draw.line([(0, 1000), (1600, 1000)], fill=(40, 42, 50), width=8)
    return picture
