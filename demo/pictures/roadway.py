"""Scenes of the roadway: holes, markings, cycle lanes, gutters, lamps, signs, works."""

from PIL import Image, ImageDraw

from .paint import SIZE, Camera, blob, calm, glow, mask, mix, noise, overlay, shade, shadow, wash
from .street import (
    ASPHALT,
    car,
    facades,
    lamp,
    light,
    road,
    rough,
    round_spot,
    sky,
    tree,
)


def a_street(random, when, camera=None, **road_is):
    """Sky, houses on both sides, trees, and the road between: the ground of most scenes."""
    camera = camera or Camera(horizon=random.randint(430, 500), centre=random.randint(700, 900))
    picture = sky(random, when)
    facades(picture, random, camera, when, right=6.2, side=-1)
    facades(picture, random, camera, when, right=5.2, side=1)
    road(picture, random, camera, when, **road_is)
    for away in (34, 25, 18):
        tree(picture, random, camera, when, -4.6, away + random.uniform(-1, 1), wide=1.5)
    return picture, camera


def _looking_down(random, when, colour=ASPHALT):
    """The ground at one's feet."""
    camera = Camera(horizon=-520, centre=800, eye=1.6, zoom=1250)
    picture = camera.laid(rough(random, light(colour, when), (1400, 1400), 0.6, 0.35, grain=60), 420)
    return overlay(picture, calm(noise(random, grain=300), 0.25)), camera


def _cracks(draw, random, x, y, length, colour, width=5):
    turn = random.uniform(-1, 1)
    while length > 0 and width > 1:
        nx, ny = x + random.uniform(20, 46) * (1 if turn > 0 else -1), y + random.uniform(-26, 26) + turn * 12
        draw.line([(x, y), (nx, ny)], fill=colour, width=round(width))
        x, y, length, width = nx, ny, length - 40, width * 0.9


def pothole(random, when):
    picture, camera = _looking_down(random, when)
    draw = ImageDraw.Draw(picture)
    draw.polygon(camera.ground(1.02, 1.2, 0.9, 6), fill=light((206, 204, 196), when))
    x, y = 740 + random.randint(-90, 90), 640 + random.randint(-60, 60)
    wide, high = random.randint(330, 430), random.randint(170, 230)
    for _ in range(7):
        side = random.choice((-1, 1))
        _cracks(
            draw,
            random,
            x + side * wide * 0.85,
            y + random.randint(-90, 90),
            random.randint(160, 420),
            light((44, 45, 48), when),
        )
    edge = blob(random, x, y, wide, high, 30, 0.3)
    shadow(picture, edge, blur=10, level=170)
    gravel = rough(random, light((112, 100, 88), when), SIZE, 1.0, 0.7, grain=14)
    wash(picture, gravel, mask([(px, py + 8) for px, py in edge], blur=2))
    shadow(
        picture,
        [(px, y + (py - y) * 0.98 - 34) for px, py in edge if py < y + 30] + [(x, y - 40)],
        blur=22,
        level=150,
    )
    for _ in range(160):
        px, py = random.gauss(x, wide * 0.8), random.gauss(y + 40, high * 0.75)
        r = random.uniform(3, 13)
        draw = ImageDraw.Draw(picture)
        draw.ellipse((px - r, py - r * 0.2, px + r * 1.2, py + r), fill=light((40, 40, 42), when))
        draw.polygon(
            blob(random, px, py, r, r * 0.75, 8),
            fill=light(shade((138, 132, 124), random.uniform(0.6, 1.15)), when),
        )
    if random.random() < 0.5:
        pool = blob(random, x + 30, y + 40, wide * 0.55, high * 0.5, 24, 0.25)
        wash(picture, light((128, 148, 164), when), mask(pool, blur=3, level=205))
        wash(
            picture,
            light((206, 220, 228), when),
            mask(blob(random, x - 20, y + 20, wide * 0.25, high * 0.12), blur=12, level=150),
        )
    return picture


def pothole_mended(random, when):
    picture, camera = _looking_down(random, when)
    draw = ImageDraw.Draw(picture)
    draw.polygon(camera.ground(1.02, 1.2, 0.9, 6), fill=light((206, 204, 196), when))
    patch = camera.ground(-0.75, 0.6, 1.25, 1.9)
    shadow(picture, patch, blur=8, level=120)
    wash(
        picture,
        camera.laid(rough(random, light((58, 59, 62), when), (1024, 1024), 0.7, 0.15), 420),
        mask(patch, blur=1.5),
    )
    ImageDraw.Draw(picture).line([*patch, patch[0]], fill=light((34, 34, 36), when), width=9, joint="curve")
    return picture


def lamp_out(random, when, lit=False):
    """The row of lamps at nightfall, the nearest one dark."""
    picture, camera = a_street(random, "dusk", Camera(horizon=640, centre=720))
    for away in (40, 27, 18):
        x, y = lamp(picture, camera, "dusk", 3.6, away)
        glow(picture, x, y, round(2600 / away), (255, 206, 128), 200)
        wash(picture, (255, 210, 140), mask(round_spot(camera, 2.4, away, 2.4), blur=26, level=60))
    x, y = lamp(picture, camera, "dusk", 3.6, 9.5, lit=lit)
    if lit:
        glow(picture, x, y, 430, (255, 214, 140), 240)
        wash(picture, (255, 214, 150), mask(round_spot(camera, 2.2, 9.5, 3.0), blur=40, level=100))
    car(picture, camera, "dusk", -3.2, 13, random.choice([(70, 80, 110), (120, 44, 44), (160, 160, 164)]))
    return picture


def lamp_mended(random, when):
    return lamp_out(random, when, lit=True)


def _stripes(picture, camera, when, wear, random, away=5.2):
    paint = mask(*[camera.ground(left * 0.95 - 3.1, left * 0.95 - 2.6, away, away + 2.8) for left in range(6)])
    if wear:
        worn = noise(random, grain=26).point(
            [round(min(255, max(0, (v - 150 + 40 * (1 - wear)) * 4))) for v in range(256)]
        )
        paint = Image.composite(
            paint.point([round(v * (1 - 0.35 * wear)) for v in range(256)]), Image.new("L", SIZE), worn
        )
    wash(picture, light((238, 238, 232), when), paint)


def crossing_worn(random, when, wear=0.9):
    picture, camera = a_street(random, when, Camera(horizon=430, centre=790))
    _stripes(picture, camera, when, wear, random)
    car(picture, camera, when, -3.2, 15, random.choice([(150, 40, 40), (60, 90, 130), (210, 210, 206)]))
    _post(picture, camera, when, 2.9, 6.4, (40, 90, 190))
    return picture


def crossing_painted(random, when):
    return crossing_worn(random, when, wear=0)


def _post(picture, camera, when, right, away, colour, lean=0.0):
    """A road sign on its post."""
    draw = ImageDraw.Draw(picture)
    wide = max(4, round(camera.zoom * 0.06 / away))
    foot, top = camera.at(right, away), camera.at(right + lean, away, 2.6 - abs(lean) * 0.5)
    shadow(
        picture,
        [
            foot,
            (foot[0] + wide * 2, foot[1]),
            (foot[0] + wide * 26, foot[1] + wide),
            (foot[0] + wide * 26, foot[1] + wide * 2),
        ],
        blur=6,
        level=90,
    )
    draw.line([foot, top], fill=light((140, 144, 148), when), width=wide)
    side = camera.zoom * 0.36 / away
    tilt = lean * side * 0.6
    face = [
        (top[0] - side - tilt * 0.2, top[1] - side + tilt),
        (top[0] + side, top[1] - side + tilt * 2),
        (top[0] + side + tilt * 0.2, top[1] + side),
        (top[0] - side, top[1] + side - tilt),
    ]
    draw.polygon(face, fill=light((244, 244, 240), when))
    inner = [mix(p, top, 0.12) for p in face]
    draw.polygon(inner, fill=light(colour, when))
    draw.polygon(
        [mix(top, face[0], 0.5), mix(top, face[1], 0.5), mix(top, face[2], 0.5), mix(top, face[3], 0.5)],
        fill=light((244, 244, 240), when),
    )


def sign_bent(random, when, lean=0.9):
    picture, camera = a_street(random, when, Camera(horizon=520, centre=640))
    _post(picture, camera, when, 0.6 if lean else 0.9, 3.6, random.choice([(200, 40, 40), (40, 90, 190)]), lean)
    car(picture, camera, when, -3.3, 11, random.choice([(60, 70, 80), (220, 220, 216), (96, 120, 96)]))
    return picture


def sign_straight(random, when):
    return sign_bent(random, when, lean=0)
