"""Scenes of parks: benches, branches, flowers, swings."""

from PIL import ImageDraw

from .paint import SIZE, Camera, blob, foliage, mask, mix, shade, shadow, wash
from .street import LEAVES, light, rough, round_spot, sky, tree


def a_park(random, when, horizon=480, path=True):
    """Sky, a line of trees, a lawn and a path of light gravel."""
    camera = Camera(horizon=horizon, centre=random.randint(720, 880))
    picture = sky(random, when)
    draw = ImageDraw.Draw(picture)
    for colours, lift in ((((70, 96, 84), (128, 152, 128)), 70), (((48, 76, 46), (118, 146, 82)), 30)):
        colours = [light(colour, when) for colour in colours]
        for x in range(-60, SIZE[0] + 100, 150):
            foliage(
                draw,
                random,
                x + random.randint(-40, 40),
                horizon - lift - random.randint(0, 60),
                150,
                120,
                colours,
                130,
            )
    lawn = camera.laid(rough(random, light((98, 136, 66), when), (1024, 1024), 0.55, 0.4, grain=24), 90)
    wash(picture, lawn, mask([(0, horizon), (SIZE[0], horizon), SIZE, (0, SIZE[1])]))
    if path:
        gravel = camera.laid(rough(random, light((206, 190, 160), when), (1024, 1024), 0.4, 0.2), 110)
        bend = [
            camera.at(-0.6, 0.8),
            camera.at(1.7, 0.8),
            camera.at(1.5, 4),
            camera.at(2.2, 8),
            camera.at(5, 16),
            camera.at(10, 30),
            camera.at(8, 30),
            camera.at(3.4, 16),
            camera.at(0.6, 8),
            camera.at(-0.5, 4),
        ]
        wash(picture, gravel, mask(bend, blur=2.5))
    return picture, camera


def bench(random, when, broken=True):
    picture, camera = a_park(random, when)
    tree(picture, random, camera, when, -3.4, 8, wide=2.4)
    left, right, away = -1.7, 0.3, 3.4
    shadow(picture, camera.ground(left, right + 0.3, away - 0.2, away + 0.6), blur=16, level=150)
    wood, iron = light((150, 104, 62), when), light((44, 48, 50), when)
    draw = ImageDraw.Draw(picture)
    for post in (left + 0.2, right - 0.25):
        draw.polygon(camera.front(post, post + 0.07, away + 0.45, 0, 0.95), fill=iron)
        draw.polygon(camera.front(post, post + 0.07, away, 0, 0.45), fill=shade(iron, 1.3))
    for high in (0.6, 0.76, 0.92):
        if not (broken and high == 0.76):
            draw.polygon(
                camera.front(left, right, away + 0.45, high, high + 0.12),
                fill=shade(wood, 0.92 + (high - 0.6)),
            )
    for near in (0.3, 0.15, 0.0):
        plank = [
            camera.at(left, away + near, 0.46),
            camera.at(right, away + near, 0.46),
            camera.at(right, away + near + 0.12, 0.46),
            camera.at(left, away + near + 0.12, 0.46),
        ]
        if broken and near == 0.15:
            continue
        if broken and near == 0.0:
            plank = [plank[0], camera.at(-0.75, away, 0.44), camera.at(-0.6, away + 0.12, 0.4), plank[3]]
        draw.polygon(plank, fill=shade(wood, 1.12))
    if broken:
        draw.polygon(
            [
                camera.at(-0.5, away - 0.1, 0.02),
                camera.at(0.55, away - 0.45, 0.02),
                camera.at(0.5, away - 0.32, 0.05),
                camera.at(-0.4, away, 0.05),
            ],
            fill=wood,
        )
        draw.polygon(
            [
                camera.at(-0.55, away, 0.44),
                camera.at(0.25, away - 0.35, 0.02),
                camera.at(0.33, away - 0.3, 0.05),
                camera.at(-0.5, away + 0.1, 0.47),
            ],
            fill=shade(wood, 1.05),
        )
    return picture


def bench_mended(random, when):
    return bench(random, when, broken=False)


def branch(random, when, fallen=True):
    picture, camera = a_park(random, when, horizon=400)
    tree(picture, random, camera, when, -2.6, 7.5, high=8, wide=2.6)
    if fallen:
        bark = light((88, 70, 54), when)
        start, end = camera.at(-2.0, 3.4, 0.15), camera.at(2.3, 2.8, 0.1)
        shadow(
            picture,
            [
                (start[0], start[1] + 40),
                (end[0], end[1] + 20),
                (end[0] + 60, end[1] + 120),
                (start[0], start[1] + 100),
            ],
            blur=26,
            level=150,
        )
        draw = ImageDraw.Draw(picture)
        draw.polygon(
            [
                (start[0], start[1] - 34),
                (end[0], end[1] - 8),
                (end[0], end[1] + 10),
                (start[0], start[1] + 38),
            ],
            fill=bark,
        )
        draw.polygon(
            [(start[0], start[1] - 34), (end[0], end[1] - 8), (end[0], end[1] - 2), (start[0], start[1] - 8)],
            fill=shade(bark, 1.35),
        )
        draw.ellipse((start[0] - 16, start[1] - 34, start[0] + 16, start[1] + 38), fill=light((204, 172, 122), when))
        for part in (0.35, 0.5, 0.62, 0.75, 0.88, 1.0):
            x, y = mix(start, end, part)
            tip = (x + random.randint(-60, 90), y + random.choice((-1, 1)) * random.randint(90, 190))
            draw.line([(x, y), tip], fill=shade(bark, 0.9), width=12)
            foliage(draw, random, *tip, 120, 80, [light(c, when) for c in random.choice(LEAVES)], 150)
    return picture


def branch_cleared(random, when):
    return branch(random, when, fallen=False)


def flowers(random, when):
    picture, camera = a_park(random, when, path=False)
    tree(picture, random, camera, when, 3.2, 9, wide=2.2)
    bed = blob(random, 800, 900, 980, 230, 26, 0.08)
    wash(picture, light((84, 62, 46), when), mask(bed, blur=6))
    draw = ImageDraw.Draw(picture)
    families = random.sample(
        [(226, 72, 96), (246, 196, 64), (150, 96, 200), (248, 248, 240), (240, 130, 60), (96, 130, 220)], 4
    )
    for i in range(900):
        part = i / 900
        y = 700 + 440 * part
        x = random.uniform(-20, 1620)
        r = 8 + 16 * part
        draw.line(
            [(x, y), (x + random.uniform(-6, 6), y + r * 2.6)],
            fill=light((70, 112, 52), when),
            width=max(2, round(r / 4)),
        )
        draw.ellipse(
            (x - r * 1.4, y + r, x + r * 1.1, y + r * 2),
            fill=light(shade((86, 128, 58), random.uniform(0.7, 1.1)), when),
        )
        colour = light(
            shade(families[int((x + 300 * part + random.gauss(0, 90)) / 210) % 4], random.uniform(0.85, 1.08)),
            when,
        )
        for dx, dy in ((-0.6, 0), (0.6, 0), (0, -0.6), (0, 0.6)):
            draw.ellipse(
                (x + dx * r - r * 0.6, y + dy * r - r * 0.6, x + dx * r + r * 0.6, y + dy * r + r * 0.6),
                fill=colour,
            )
        draw.ellipse((x - r * 0.35, y - r * 0.35, x + r * 0.35, y + r * 0.35), fill=light((250, 214, 90), when))
    return picture


def swing(random, when, broken=True):
    picture, camera = a_park(random, when, path=False)
    sand = camera.laid(rough(random, light((214, 186, 138), when), (1024, 1024), 0.4, 0.2), 110)
    wash(picture, sand, mask(round_spot(camera, 0, 4.4, 3.4), blur=4))
    draw = ImageDraw.Draw(picture)
    red, blue = light((206, 70, 56), when), light((60, 110, 170), when)
    for right in (-2.0, 2.0):
        for near in (3.9, 5.0):
            draw.line([camera.at(right * 1.15, near), camera.at(right, 4.4, 2.5)], fill=blue, width=26)
    draw.line([camera.at(-2.1, 4.4, 2.5), camera.at(2.1, 4.4, 2.5)], fill=red, width=30)
    for right, hurt in ((-0.9, broken), (0.9, False)):
        for side, low in ((-0.25, 0.55), (0.25, 0.12 if hurt else 0.55)):
            end = camera.at(right + side, 4.4, 1.0 if hurt and side > 0 else low)
            draw.line([camera.at(right + side, 4.4, 2.5), end], fill=light((70, 72, 76), when), width=6)
        ends = [(right - 0.3, 0.55), (right + (0.12 if hurt else 0.3), 0.08 if hurt else 0.55)]
        draw.line([camera.at(x, 4.4, up) for x, up in ends], fill=light((40, 42, 46), when), width=26)
        shadow(picture, round_spot(camera, right, 4.3, 0.4), blur=10, level=110)
        draw = ImageDraw.Draw(picture)
    return picture


def swing_mended(random, when):
    return swing(random, when, broken=False)
