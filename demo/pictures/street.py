"""What stands in a street of the demo town: sky, façades, road, lamps, bins, benches, cars, trees."""

from PIL import Image, ImageDraw, ImageFilter

from .paint import SIZE, calm, foliage, gradient, mask, mix, noise, overlay, shade, shadow, wash

SKIES = {
    "day": ((92, 150, 205), (214, 230, 238), (160, 200, 228)),
    "grey": ((150, 160, 170), (214, 217, 218), (184, 190, 196)),
    "evening": ((58, 74, 120), (246, 188, 138), (150, 128, 150)),
    "dusk": ((20, 28, 56), (120, 96, 110), (48, 54, 92)),
}
AMBIENT = {"day": (255, 250, 240), "grey": (214, 218, 224), "evening": (255, 214, 180), "dusk": (84, 88, 124)}
PLASTER = [
    (222, 208, 184),
    (206, 190, 168),
    (232, 224, 208),
    (196, 178, 158),
    (214, 196, 186),
    (186, 134, 110),
]
ROOF = [(92, 98, 108), (112, 92, 84), (78, 84, 94)]
LEAVES = [((38, 66, 34), (128, 158, 74)), ((46, 78, 40), (150, 172, 88)), ((70, 70, 30), (196, 160, 70))]
ASPHALT = (112, 113, 116)
PAVING = (186, 180, 168)


def light(colour, when):
    return tuple(round(a * b / 255) for a, b in zip(colour, AMBIENT[when], strict=True))


def sky(random, when):
    picture = gradient(SKIES[when][0], SKIES[when][1], middle=SKIES[when][2])
    clouds = noise(random, grain=160).filter(ImageFilter.GaussianBlur(6))
    clouds = clouds.point([round(max(0, v - 120) * (0.3 if when in ("dusk", "evening") else 0.9)) for v in range(256)])
    wash(picture, mix(SKIES[when][1], (255, 255, 255), 0.4), clouds)
    return picture


def rough(random, colour, size=(1024, 1024), fine=0.5, coarse=0.35, grain=40):
    """A square metre of asphalt, gravel or plaster, seen from above."""
    grey = Image.blend(noise(random, size), noise(random, size, grain=grain, soft=1.5), 0.5)
    grey = Image.blend(grey, noise(random, size, grain=3), 0.3)
    return overlay(Image.new("RGB", size, colour), calm(grey, 1.6 * (fine + coarse) / 2))


def road(picture, random, camera, when, left=-3.4, right=2.4, kerb=0.14):
    """Asphalt between two pavements, with kerbs and a line of shade along them."""
    paving = camera.laid(rough(random, light(PAVING, when), (1400, 1400), 0.22, 0.2), 110)
    asphalt = camera.laid(rough(random, light(ASPHALT, when), (1400, 1400), 0.4, 0.3), 110)
    ground = [(0, camera.horizon), (SIZE[0], camera.horizon), SIZE, (0, SIZE[1])]
    wash(picture, paving, mask(ground))
    wash(picture, asphalt, mask(camera.ground(left, right, 0.6, 90)))
    draw = ImageDraw.Draw(picture)
    joints = light(shade(PAVING, 0.82), when)
    for step in range(3, 40):
        for a, b in ((right + kerb, right + 2.6), (left - 2.6, left - kerb)):
            draw.line([camera.at(a, step * 0.9), camera.at(b, step * 0.9)], fill=joints, width=max(1, 5 - step // 3))
    for edge, side in ((left, -1), (right, 1)):
        draw.polygon(camera.ground(edge, edge + side * kerb, 0.6, 90), fill=light((186, 184, 178), when))
        draw.polygon(camera.ground(edge - side * 0.06, edge, 0.6, 90), fill=light((70, 72, 76), when))


def facades(picture, random, camera, when, right=5.2, side=1, near=2.5, far=62):
    """A row of houses along one side: plaster, windows with shutters, roofs, shop fronts."""
    draw = ImageDraw.Draw(picture)
    houses, at = [], near
    while at < far:
        houses.append((at, at + random.uniform(6, 10), random.uniform(8, 15)))
        at = houses[-1][1]
    for start, end, high in reversed(houses):
        plaster = light(shade(random.choice(PLASTER), 0.84 if side > 0 else 1.0), when)
        draw.polygon(camera.wall(side * right, start, end, 0, high), fill=plaster)
        draw.polygon(camera.wall(side * right, start, end, high, high + 1.6), fill=light(random.choice(ROOF), when))
        draw.polygon(camera.wall(side * right, start, end, 0, 0.6), fill=shade(plaster, 0.8))
        shop = random.choice([(60, 84, 78), (120, 58, 52), (66, 72, 92), (96, 86, 70)])
        if random.random() < 0.5:
            draw.polygon(camera.wall(side * right, start + 0.4, end - 0.4, 0.3, 2.9), fill=light(shop, when))
            draw.polygon(camera.wall(side * right, start + 0.8, end - 0.8, 0.7, 2.3), fill=_glass(random, when))
        _windows(draw, random, camera, when, side * right, (start, end, high), plaster)


def _glass(random, when):
    if when == "dusk":
        return random.choice([(250, 208, 128), (44, 48, 66), (46, 50, 70), (224, 178, 110)])
    return light(random.choice([(96, 116, 132), (120, 138, 150), (78, 92, 106)]), when)


def _windows(draw, random, camera, when, right, house, plaster):
    start, end, high = house
    shutter = light(random.choice([(236, 232, 222), (120, 140, 150), (98, 118, 100)]), when)
    floor = 3.4
    while floor + 1.9 < high:
        at = start + 0.9
        while at + 1.1 < end:
            draw.polygon(camera.wall(right, at - 0.35, at + 1.35, floor - 0.1, floor + 1.8), fill=shutter)
            draw.polygon(camera.wall(right, at, at + 1.0, floor, floor + 1.7), fill=_glass(random, when))
            draw.polygon(camera.wall(right, at - 0.4, at + 1.4, floor - 0.22, floor - 0.08), fill=shade(plaster, 0.7))
            at += 2.3
        floor += 2.9


def tree(picture, random, camera, when, right, away, high=6.5, wide=1.9, colours=None):
    draw = ImageDraw.Draw(picture)
    colours = [light(colour, when) for colour in colours or random.choice(LEAVES[:2])]
    foot, top = camera.at(right, away), camera.at(right, away, high * 0.6)
    thick = camera.zoom * 0.16 / away
    shadow(picture, round_spot(camera, right, away, wide * 0.8), level=90)
    trunk = [
        (foot[0] - thick, foot[1]),
        (foot[0] + thick, foot[1]),
        (top[0] + thick * 0.6, top[1]),
        (top[0] - thick * 0.6, top[1]),
    ]
    draw.polygon(trunk, fill=light((84, 70, 58), when))
    draw.polygon(
        [trunk[1], trunk[2], (top[0], top[1]), (foot[0] + thick * 0.3, foot[1])],
        fill=light((58, 48, 42), when),
    )
    x, y = camera.at(right, away, high * 0.78)
    foliage(draw, random, x, y, camera.zoom * wide / away, camera.zoom * high * 0.26 / away, colours)


def round_spot(camera, right, away, radius):
    """The flat outline of what lies under a thing."""
    from math import cos, pi, sin

    turns = [2 * pi * i / 20 for i in range(20)]
    return [camera.at(right + radius * cos(t), away + 0.5 * radius * sin(t)) for t in turns]


def lamp(picture, camera, when, right, away, lit=True, lean=0.0, high=5.2):
    """A street lamp; returns where its light is in the picture."""
    draw = ImageDraw.Draw(picture)
    foot, top = camera.at(right, away), camera.at(right + lean, away, high)
    head = camera.at(right + lean - 0.9 * (1 if right > 0 else -1), away, high + 0.1)
    wide = max(3, round(camera.zoom * 0.09 / away))
    iron = light((58, 66, 70), when)
    draw.line([foot, top], fill=iron, width=wide)
    draw.line([top, head], fill=iron, width=max(2, wide - 2))
    draw.rectangle((foot[0] - wide, foot[1] - wide * 5, foot[0] + wide, foot[1]), fill=shade(iron, 0.8))
    bulb = camera.zoom * 0.22 / away
    box = (head[0] - bulb * 1.6, head[1] - bulb * 0.3, head[0] + bulb * 1.6, head[1] + bulb * 0.7)
    draw.ellipse(box, fill=(255, 240, 200) if lit else shade(iron, 0.7))
    return head[0], head[1] + bulb


def box(picture, camera, left, right, near, far, high, colour, low=0.0, cast=True):
    """A block standing on the ground: top, side towards the middle, front."""
    if cast:
        shadow(picture, camera.ground(left - 0.1, right + 0.45, near - 0.06, far + 0.1), blur=12, level=150)
    draw = ImageDraw.Draw(picture)
    top = [
        camera.at(left, near, high),
        camera.at(right, near, high),
        camera.at(right, far, high),
        camera.at(left, far, high),
    ]
    draw.polygon(top, fill=shade(colour, 1.18))
    inner = right if camera.at(right, near)[0] < camera.centre else left
    draw.polygon(camera.wall(inner, near, far, low, high), fill=shade(colour, 0.72))
    draw.polygon(camera.front(left, right, near, low, high), fill=colour)


def car(picture, camera, when, left, near, colour, long=4.0, wide=1.75):
    """A parked car, seen from behind."""
    right = left + wide
    shadow(picture, camera.ground(left - 0.15, right + 0.3, near - 0.2, near + long), blur=16, level=190)
    draw = ImageDraw.Draw(picture)
    body, glass = light(colour, when), light((52, 62, 74), when)
    for far, low, high, tint in ((near + long, 0.3, 0.95, 0.8), (near, 0.3, 0.95, 1.0)):
        draw.polygon(camera.front(left, right, far, low, high), fill=shade(body, tint))
    inner = right if camera.at(right, near)[0] < camera.centre else left
    draw.polygon(camera.wall(inner, near, near + long, 0.3, 0.95), fill=shade(body, 0.8))
    roof = [camera.at(left + 0.2, near + 0.5, 1.5), camera.at(right - 0.2, near + 0.5, 1.5)]
    roof += [camera.at(right - 0.2, near + long * 0.6, 1.5), camera.at(left + 0.2, near + long * 0.6, 1.5)]
    draw.polygon(
        [
            camera.at(left + 0.05, near + 0.05, 0.95),
            camera.at(right - 0.05, near + 0.05, 0.95),
            roof[1],
            roof[0],
        ],
        fill=glass,
    )
    draw.polygon(
        [
            camera.at(inner, near + 0.1, 0.95),
            camera.at(inner, near + long * 0.8, 0.95),
            camera.at(inner * 0.98, near + long * 0.6, 1.48),
            camera.at(inner * 0.98, near + 0.5, 1.48),
        ],
        fill=shade(glass, 0.85),
    )
    draw.polygon(roof, fill=shade(body, 1.15))
    draw.polygon(camera.front(left, right, near, 0.3, 0.45), fill=shade(body, 0.6))
    for a, b in ((left + 0.08, left + 0.4), (right - 0.4, right - 0.08)):
        draw.polygon(camera.front(a, b, near - 0.01, 0.66, 0.82), fill=light((196, 40, 36), when))
    draw.polygon(camera.front(left + 0.62, right - 0.62, near - 0.01, 0.5, 0.62), fill=light((232, 232, 226), when))
    for a in (left + 0.12, right - 0.36):
        draw.polygon(camera.front(a, a + 0.24, near - 0.01, 0.0, 0.32), fill=(26, 26, 30))
