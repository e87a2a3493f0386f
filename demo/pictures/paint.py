"""Brushes for the demo's pictures: a camera, textures, light. Everything follows from the `Random` it is given."""

from PIL import Image, ImageChops, ImageDraw, ImageEnhance, ImageFilter

WIDTH, HEIGHT = 1600, 1200
SIZE = (WIDTH, HEIGHT)


class Camera:
    """Where a point of the street falls in the picture; `right`, `away`, `up` in metres from one's feet."""

    def __init__(self, horizon=470, centre=800, eye=1.6, zoom=1150):
        self.horizon, self.centre, self.eye, self.zoom = horizon, centre, eye, zoom

    def at(self, right, away, up=0.0):
        return (self.centre + self.zoom * right / away, self.horizon + self.zoom * (self.eye - up) / away)

    def ground(self, left, right, near, far):
        return [self.at(left, near), self.at(right, near), self.at(right, far), self.at(left, far)]

    def wall(self, right, near, far, low, high):
        """A panel along the street."""
        return [
            self.at(right, near, low),
            self.at(right, far, low),
            self.at(right, far, high),
            self.at(right, near, high),
        ]

    def front(self, left, right, away, low, high):
        """A panel facing the photographer."""
        return [
            self.at(left, away, low),
            self.at(right, away, low),
            self.at(right, away, high),
            self.at(left, away, high),
        ]

    def laid(self, texture, per_metre):
        """A texture seen from above, laid on the ground of the picture."""
        across, along = texture.width / 2, texture.height / 8
        a = per_metre * self.eye
        h = self.horizon if self.horizon else -1
        c = -a * self.centre - across * h
        f = a * self.zoom - along * h
        scale = -1 / h
        coefficients = [a * scale, across * scale, c * scale, 0, along * scale, f * scale, 0, scale]
        far = texture.resize((1, 1), Image.Resampling.BOX).getpixel((0, 0))
        near = texture.transform(
            SIZE, Image.Transform.PERSPECTIVE, coefficients, Image.Resampling.BILINEAR, fillcolor=far
        )
        return near if self.horizon < 0 else self.hazed(near, far)

    def hazed(self, near, far, depth=260):
        """The ground with its grain lost in the distance."""
        haze = Image.new("L", SIZE, 255)
        haze.paste(Image.linear_gradient("L").resize((WIDTH, depth)), (0, self.horizon))
        haze.paste(0, (0, 0, WIDTH, self.horizon))
        return Image.composite(near, Image.new("RGB", SIZE, far), haze)


def noise(random, size=SIZE, grain=1, soft=0):
    """Grey clouds around 128, the larger the grain."""
    small = (max(2, size[0] // grain + 1), max(2, size[1] // grain + 1))
    picture = Image.frombytes("L", small, random.randbytes(small[0] * small[1]))
    if soft:
        picture = picture.filter(ImageFilter.GaussianBlur(soft))
    return picture.resize(size, Image.Resampling.BICUBIC) if small != size else picture


def calm(grey, strength):
    """The same noise, closer to 128."""
    return grey.point([round(128 + (level - 128) * strength) for level in range(256)])


def overlay(picture, grey):
    return ImageChops.overlay(picture, Image.merge("RGB", (grey, grey, grey)))


def gradient(top, bottom, size=SIZE, middle=None):
    colours = [top, middle, bottom] if middle else [top, bottom]
    strip = Image.new("RGB", (1, len(colours)))
    strip.putdata(colours)
    edge = 0.5 / len(colours)
    height = len(colours)
    return strip.resize(size, Image.Resampling.BICUBIC, box=(0, edge * height, 1, height - edge * height))


def shade(colour, factor):
    return tuple(max(0, min(255, round(part * factor))) for part in colour)


def mix(one, other, part):
    return tuple(round(a + (b - a) * part) for a, b in zip(one, other, strict=True))


def between(one, other, part):
    """The point of the picture a part of the way from one to the other."""
    return (one[0] + (other[0] - one[0]) * part, one[1] + (other[1] - one[1]) * part)


def mask(*polygons, blur=0.0, level=255):
    """White where the polygons are. A wide blur is made small and enlarged: the same look in a tenth of the time."""
    shrink = 4 if blur >= 8 else 1
    grey = Image.new("L", (WIDTH // shrink, HEIGHT // shrink), 0)
    draw = ImageDraw.Draw(grey)
    for polygon in polygons:
        draw.polygon([(x / shrink, y / shrink) for x, y in polygon], fill=level)
    if blur:
        grey = grey.filter(ImageFilter.GaussianBlur(blur / shrink))
    return grey.resize(SIZE, Image.Resampling.BILINEAR) if shrink > 1 else grey


def wash(picture, colour, where):
    """Lay a colour (or another picture) where the mask is white."""
    picture.paste(colour, (0, 0, *SIZE) if isinstance(colour, tuple) else (0, 0), where)


def shadow(picture, *polygons, blur=14, level=130, colour=(20, 22, 30)):
    wash(picture, colour, mask(*polygons, blur=blur, level=level))


def glow(picture, x, y, radius, colour, level=255):
    """Light added around a point."""
    ball = ImageChops.invert(Image.radial_gradient("L")).resize((2 * radius, 2 * radius), Image.Resampling.BILINEAR)
    ball = ball.point([round(max(0, v - 75) / 180 * (max(0, v - 75) / 180) * level) for v in range(256)])
    light = Image.new("RGB", SIZE)
    light.paste(Image.new("RGB", ball.size, colour), (round(x - radius), round(y - radius)), ball)
    picture.paste(ImageChops.screen(picture, light))


def blob(random, x, y, wide, high, corners=18, rough=0.25):
    """A closed, irregular outline around a point."""
    from math import cos, pi, sin

    reach = [1 + random.uniform(-rough, rough) for _ in range(corners)]
    reach = [(reach[i - 1] + 2 * reach[i] + reach[(i + 1) % corners]) / 4 for i in range(corners)]
    turns = [2 * pi * i / corners for i in range(corners)]
    return [(x + wide * r * cos(t), y + high * r * sin(t)) for r, t in zip(reach, turns, strict=True)]


def foliage(draw, random, x, y, wide, high, colours, leaves=420):
    """A crown of leaves: dark ones first and low, lit ones last and high on the left."""
    base = blob(random, x, y, wide * 0.78, high * 0.72, 22, 0.18)
    draw.polygon(base, fill=mix(colours[0], colours[1], 0.12))
    for i in range(leaves):
        lit = i / leaves
        dx, dy = random.gauss(0, 0.42), random.gauss(0, 0.42)
        cx = x + wide * (dx - 0.12 * lit)
        cy = y + high * (dy - 0.16 * lit)
        r = wide * random.uniform(0.05, 0.13) * (1.15 - 0.5 * lit)
        colour = mix(colours[0], colours[1], min(1, max(0, lit * 0.8 - dy * 0.35 + random.uniform(-0.15, 0.15))))
        draw.ellipse((cx - r, cy - r * 0.8, cx + r, cy + r * 0.8), fill=colour)


def developed(picture, random, warmth=0.0, contrast=1.03, brightness=1.0):
    """The finished photo: tone, vignette, the softness of a lens and the grain of a sensor."""
    picture = picture.filter(ImageFilter.GaussianBlur(0.9))
    if warmth:
        red, green, blue = picture.split()
        red = red.point([min(255, round(v * (1 + warmth))) for v in range(256)])
        blue = blue.point([min(255, round(v * (1 - warmth))) for v in range(256)])
        picture = Image.merge("RGB", (red, green, blue))
    picture = ImageEnhance.Contrast(picture).enhance(contrast)
    if brightness != 1:
        picture = ImageEnhance.Brightness(picture).enhance(brightness)
    dark = Image.radial_gradient("L").point([255 - round(max(0, v - 130) * 0.5) for v in range(256)]).resize(SIZE)
    picture = ImageChops.multiply(picture, Image.merge("RGB", (dark, dark, dark)))
    return overlay(picture, calm(noise(random), 0.07))
