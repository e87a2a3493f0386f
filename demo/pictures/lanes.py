"""Scenes of cycle lanes, gutters and roadworks."""

from PIL import Image, ImageDraw, ImageFilter

from .paint import SIZE, Camera, blob, calm, mask, noise, overlay, shadow, wash
from .roadway import a_street
from .street import (
    box,
    car,
    light,
    rough,
    round_spot,
)


def cycle_lane(random, when, blocked=True):
    picture, camera = a_street(random, when, Camera(horizon=440, centre=700), right=3.2)
    lane = camera.laid(rough(random, light((88, 138, 104), when), (1024, 1024), 0.4, 0.2), 110)
    wash(picture, lane, mask(camera.ground(1.3, 3.05, 0.6, 80)))
    draw = ImageDraw.Draw(picture)
    white = light((240, 240, 236), when)
    draw.polygon(camera.ground(1.18, 1.3, 0.6, 80), fill=white)
    for away in (3.4, 11, 20):
        for right in (1.85, 2.5):
            draw.line(
                [*camera.ground(right - 0.24, right + 0.24, away, away + 0.8), camera.at(right - 0.24, away)],
                fill=white,
                width=max(2, round(22 / away)),
            )
        draw.line(
            [camera.at(1.85, away + 0.4), camera.at(2.15, away + 0.9), camera.at(2.5, away + 0.4)],
            fill=white,
            width=max(2, round(22 / away)),
        )
    if blocked:
        car(picture, camera, when, 1.35, 6.0, random.choice([(232, 232, 228), (70, 96, 150), (44, 46, 52)]))
        box(picture, camera, 2.7, 3.2, 4.6, 5.1, 0.9, light((60, 110, 70), when))
    return picture


def cycle_lane_free(random, when):
    return cycle_lane(random, when, blocked=False)


def gutter(random, when, flooded=True):
    when = "grey" if flooded else when
    picture, camera = a_street(random, when, Camera(horizon=360, centre=620), right=1.6)
    if flooded:
        water = picture.transpose(Image.Transpose.FLIP_TOP_BOTTOM).filter(ImageFilter.GaussianBlur(9))
        ripple = noise(random, (1600, 240), grain=6, soft=1).resize(SIZE, Image.Resampling.BICUBIC)
        water = overlay(Image.blend(water, Image.new("RGB", SIZE, (126, 140, 150)), 0.4), calm(ripple, 0.3))
        pool = [
            camera.at(1.6, 1.7),
            camera.at(0.1, 1.9),
            camera.at(-0.6, 2.6),
            camera.at(-0.9, 4),
            camera.at(-0.3, 6),
            camera.at(0.7, 9),
            camera.at(1.6, 12),
        ]
        wash(picture, water, mask(pool, blur=4, level=235))
    draw = ImageDraw.Draw(picture)
    for bar in range(7):
        draw.polygon(
            camera.ground(1.05, 1.5, 3.0 + bar * 0.09, 3.05 + bar * 0.09),
            fill=light((30, 32, 34), when) if not flooded else (66, 74, 80),
        )
    for _ in range(90 if flooded else 12):
        right, away = random.uniform(0.6, 1.55), random.uniform(2.4, 4.4)
        x, y = camera.at(right, away)
        r = 30 / away
        draw.polygon(
            blob(random, x, y, r * 1.5, r * 0.7, 7),
            fill=light(random.choice([(150, 104, 50), (120, 84, 44), (96, 92, 50), (176, 130, 60)]), when),
        )
    return picture


def gutter_clear(random, when):
    return gutter(random, when, flooded=False)


def roadworks(random, when, open=True):
    picture, camera = a_street(random, when, Camera(horizon=450, centre=740))
    if not open:
        patch = camera.laid(rough(random, light((70, 71, 74), when), (1024, 1024), 0.5, 0.2), 110)
        wash(picture, patch, mask(camera.ground(-0.9, 1.2, 4.2, 8.5), blur=1.5))
        return picture
    earth = camera.laid(rough(random, light((128, 98, 70), when), (1024, 1024), 0.8, 0.6, grain=20), 110)
    wash(picture, earth, mask(camera.ground(-0.9, 1.2, 4.2, 8.5), blur=2))
    shadow(picture, camera.ground(-0.9, 1.2, 4.2, 4.5), blur=10, level=150)
    for left in (-1.4, 0.15):
        draw = ImageDraw.Draw(picture)
        for high in (0.45, 0.85):
            for piece in range(6):
                a = left + piece * 0.25
                draw.polygon(
                    camera.front(a, a + 0.25, 3.9, high, high + 0.22),
                    fill=light((214, 50, 44) if piece % 2 else (244, 242, 238), when),
                )
        for a in (left + 0.1, left + 1.35):
            draw.polygon(camera.front(a, a + 0.06, 3.9, 0, 1.12), fill=light((150, 150, 150), when))
    for right in (-1.7, 1.75):
        _cone(picture, camera, when, right, 3.3)
    return picture


def road_reopened(random, when):
    return roadworks(random, when, open=False)


def _cone(picture, camera, when, right, away):
    shadow(picture, round_spot(camera, right + 0.1, away, 0.34), blur=8, level=140)
    draw = ImageDraw.Draw(picture)
    draw.polygon(camera.front(right - 0.22, right + 0.22, away, 0, 0.06), fill=light((44, 44, 46), when))
    for low, high, colour in (
        (0.06, 0.3, (230, 92, 30)),
        (0.3, 0.46, (246, 244, 238)),
        (0.46, 0.72, (230, 92, 30)),
    ):
        a, b = 0.17 * (1 - low / 0.8), 0.17 * (1 - high / 0.8)
        corners = [
            camera.at(right - a, away, low),
            camera.at(right + a, away, low),
            camera.at(right + b, away, high),
            camera.at(right - b, away, high),
        ]
        draw.polygon(corners, fill=light(colour, when))
