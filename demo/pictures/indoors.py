"""Scenes at home: what neighbours give, lend, sell, look for and have lost."""

from math import cos, pi, sin

from PIL import Image, ImageDraw, ImageFilter

from .paint import SIZE, blob, calm, foliage, gradient, mask, mix, noise, overlay, shade, shadow, wash
from .street import LEAVES, light, rough

WALLS = [(226, 214, 196), (206, 214, 208), (218, 206, 212), (214, 218, 228), (230, 222, 200)]
FLOOR = (176, 132, 90)
LINE = 760  # where the wall meets the floor
OAK, STEEL, INK = (168, 118, 72), (186, 190, 194), (44, 48, 54)


def room(random, when):
    """A wall with the light of a window on it, a skirting board, a wooden floor."""
    wall = light(random.choice(WALLS), when)
    picture = gradient(shade(wall, 1.03), shade(wall, 0.9))
    picture = overlay(picture, calm(noise(random, grain=3, soft=1), 0.12))
    slant = random.randint(180, 420)
    for pane in range(2):
        left = slant + pane * 250
        wash(
            picture,
            shade(wall, 1.12),
            mask([(left, 60), (left + 215, 60), (left + 95, 560), (left - 120, 560)], blur=9),
        )
    boards = overlay(Image.new("RGB", SIZE, light(FLOOR, when)), calm(noise(random, grain=5, soft=1), 0.3))
    draw = ImageDraw.Draw(boards)
    for board in range(-9, 26):
        far, near = 800 + (board - 8) * 70, 800 + (board - 8) * 168
        tone = shade(light(FLOOR, when), random.uniform(0.9, 1.06))
        draw.polygon([(far, LINE), (far + 68, LINE), (near + 164, SIZE[1]), (near, SIZE[1])], fill=tone)
    boards = overlay(boards, calm(noise(random, grain=2), 0.12))
    wash(picture, boards, mask([(0, LINE), (SIZE[0], LINE), SIZE, (0, SIZE[1])]))
    draw = ImageDraw.Draw(picture)
    draw.rectangle((0, LINE - 34, SIZE[0], LINE), fill=shade(wall, 1.08))
    draw.line((0, LINE, SIZE[0], LINE), fill=shade(light(FLOOR, when), 0.6), width=4)
    return picture, draw


def _under(picture, left, right, y, high=70):
    """The shadow of what stands between left and right."""
    feet = [(left - 20, y - high // 3), (right + 20, y - high // 3), (right + 90, y + high), (left + 30, y + high)]
    shadow(picture, feet, blur=24, level=150)


def _box(draw, box, colour, radius=24, lit=1.12):
    """A rounded body, a little lighter along its upper edge."""
    left, top, right, bottom = box
    draw.rounded_rectangle(box, radius, fill=colour)
    draw.rounded_rectangle((left, top, right, min(bottom, top + 2 * radius)), radius, fill=shade(colour, lit))
    if bottom - top > 3 * radius:
        draw.rectangle((left, top + radius, right, top + 2 * radius), fill=colour)


def _legs(draw, xs, top, bottom, colour, wide=18):
    for x in xs:
        draw.polygon(
            [(x - wide, top), (x + wide, top), (x + wide * 0.6, bottom), (x - wide * 0.6, bottom)], fill=colour
        )


def sofa(random, when):
    picture, draw = room(random, when)
    cloth = light(random.choice([(92, 120, 118), (150, 96, 78), (98, 106, 132)]), when)
    _under(picture, 300, 1300, 1010)
    _legs(draw, (400, 1200), 960, 1030, light(OAK, when), 20)
    _box(draw, (330, 520, 1270, 900), shade(cloth, 0.86), 70)
    for left, right in ((400, 800), (808, 1200)):
        _box(draw, (left, 560, right, 800), shade(cloth, 0.97), 46)
        _box(draw, (left, 760, right, 900), shade(cloth, 1.1), 36)
    _box(draw, (330, 870, 1270, 985), shade(cloth, 0.9), 30)
    for left in (290, 1180):
        _box(draw, (left, 660, left + 130, 990), cloth, 52)
    draw.polygon(blob(random, 500, 700, 110, 100, 12, 0.08), fill=light((222, 178, 92), when))
    return picture


def chair(random, when):
    picture, draw = room(random, when)
    wood = light(random.choice([OAK, (120, 78, 50), (206, 196, 178)]), when)
    _under(picture, 640, 980, 1080)
    _legs(draw, (690, 935), 430, 1085, shade(wood, 0.86), 17)
    for top in (440, 530, 620):
        draw.rounded_rectangle((690, top, 935, top + 44), 14, fill=shade(wood, 1.02))
    draw.polygon([(655, 760), (970, 760), (1010, 830), (620, 830)], fill=shade(wood, 1.14))
    draw.polygon([(620, 830), (1010, 830), (1010, 862), (620, 862)], fill=shade(wood, 0.9))
    _legs(draw, (645, 985), 862, 1120, shade(wood, 0.96), 19)
    draw.line((650, 1000, 980, 1000), fill=shade(wood, 0.8), width=18)
    return picture


def table(random, when):
    picture, draw = room(random, when)
    wood = light(OAK, when)
    _under(picture, 330, 1290, 1090)
    _legs(draw, (470, 1150), 700, 990, shade(wood, 0.76), 22)
    draw.polygon([(400, 640), (1220, 640), (1360, 760), (260, 760)], fill=shade(wood, 1.12))
    for y in (664, 692, 724):
        draw.line((330, y, 1290, y), fill=shade(wood, 1.04), width=3)
    draw.polygon([(260, 760), (1360, 760), (1360, 796), (260, 796)], fill=shade(wood, 0.84))
    _legs(draw, (320, 1300), 796, 1120, shade(wood, 0.92), 26)
    draw.ellipse((700, 560, 850, 690), fill=light((222, 226, 224), when))
    draw.ellipse((716, 556, 834, 592), fill=light((150, 90, 70), when))
    return picture


def ladder(random, when):
    picture, draw = room(random, when)
    metal = light(STEEL, when)
    shadow(picture, [(760, 1100), (1180, 1100), (1240, 250), (900, 220)], blur=30, level=80)
    for foot, top in ((610, 720), (1000, 900)):
        draw.polygon([(foot - 22, 1120), (foot + 22, 1120), (top + 18, 150), (top - 18, 150)], fill=shade(metal, 0.9))
        draw.line((foot - 10, 1115, top - 8, 155), fill=shade(metal, 1.15), width=8)
        draw.rectangle((foot - 28, 1100, foot + 28, 1130), fill=light(INK, when))
    for step in range(9):
        part = step / 9 + 0.06
        y, left, right = 1120 - part * 960, 610 + part * 110, 1000 - part * 100
        draw.polygon([(left, y), (right, y), (right, y + 26), (left, y + 26)], fill=shade(metal, 1.02))
        draw.line((left, y + 26, right, y + 26), fill=shade(metal, 0.7), width=5)
    return picture


def _wheel(draw, x, y, radius, when):
    draw.ellipse((x - radius, y - radius, x + radius, y + radius), outline=light((38, 40, 44), when), width=20)
    draw.ellipse(
        (x - radius + 22, y - radius + 22, x + radius - 22, y + radius - 22), outline=light(STEEL, when), width=6
    )
    for spoke in range(14):
        turn = spoke * pi / 14
        dx, dy = (radius - 24) * cos(turn), (radius - 24) * sin(turn)
        draw.line((x - dx, y - dy, x + dx, y + dy), fill=light((170, 174, 178), when), width=2)
    draw.ellipse((x - 18, y - 18, x + 18, y + 18), fill=light((90, 94, 98), when))


def bicycle(random, when):
    picture, draw = room(random, when)
    paint = light(random.choice([(44, 108, 140), (176, 58, 48), (66, 116, 80)]), when)
    _under(picture, 330, 1290, 1080)
    for x in (480, 1130):
        _wheel(draw, x, 860, 220, when)
    seat, crank, head = (640, 560), (760, 860), (1040, 590)
    for ends in ((seat, crank), (seat, head), (crank, head), ((480, 860), crank), ((480, 860), (650, 600))):
        draw.line(ends, fill=paint, width=24, joint="curve")
    draw.line((head, (1130, 860)), fill=shade(paint, 0.8), width=20)
    draw.line((head, (1020, 480)), fill=light(STEEL, when), width=16)
    draw.line((960, 470, 1090, 490), fill=light(INK, when), width=22)
    draw.line((seat, (632, 500)), fill=light(STEEL, when), width=16)
    draw.rounded_rectangle((560, 476, 710, 508), 16, fill=light((70, 48, 36), when))
    draw.ellipse((710, 810, 810, 910), outline=light((80, 84, 88), when), width=14)
    draw.line((760, 860, 810, 950), fill=light((80, 84, 88), when), width=14)
    return picture


def washing_machine(random, when):
    picture, draw = room(random, when)
    white = light((234, 236, 236), when)
    _under(picture, 520, 1080, 1080)
    _box(draw, (520, 380, 1080, 1080), white, 18, 1.04)
    draw.rectangle((520, 480, 1080, 486), fill=shade(white, 0.82))
    draw.rounded_rectangle((550, 404, 730, 462), 8, fill=shade(white, 0.9))
    draw.ellipse((940, 400, 1010, 470), fill=shade(white, 0.8))
    draw.ellipse((630, 560, 970, 900), fill=shade(white, 0.74))
    draw.ellipse((662, 592, 938, 868), fill=light((74, 90, 104), when))
    draw.ellipse((690, 612, 860, 720), fill=light((120, 140, 156), when))
    return picture


def books(random, when):
    picture, draw = room(random, when)
    _under(picture, 420, 1200, 1080)
    top = 1080
    for shelf in range(2):
        left, base = 430, top - shelf * 330
        while left < 1150:
            wide, high = random.randint(34, 78), random.randint(210, 300)
            cover = light(
                random.choice([(150, 60, 54), (52, 84, 116), (196, 160, 84), (72, 106, 80), (110, 84, 120)]), when
            )
            draw.rectangle((left, base - high, left + wide, base), fill=cover)
            draw.rectangle((left, base - high + 30, left + wide, base - high + 40), fill=shade(cover, 1.5))
            draw.line((left + wide, base - high, left + wide, base), fill=shade(cover, 0.6), width=4)
            left += wide + 3
        draw.rectangle((400, base, 1210, base + 26), fill=light(OAK, when))
    return picture


def pushchair(random, when):
    picture, draw = room(random, when)
    cloth = light(random.choice([(58, 84, 112), (120, 62, 66)]), when)
    _under(picture, 470, 1150, 1080)
    draw.line((600, 1000, 1160, 420), fill=light(STEEL, when), width=18)
    draw.line((1040, 1000, 640, 640), fill=light(STEEL, when), width=18)
    draw.pieslice((480, 380, 1000, 900), 180, 290, fill=shade(cloth, 0.84))
    draw.polygon([(490, 640), (1010, 640), (930, 860), (600, 860)], fill=cloth)
    draw.polygon([(560, 700), (960, 700), (910, 820), (620, 820)], fill=shade(cloth, 1.2))
    for x in (600, 1040):
        _wheel(draw, x, 1000, 86, when)
    draw.line((1120, 420, 1220, 440), fill=light(INK, when), width=26)
    return picture


def plant(random, when):
    picture, draw = room(random, when)
    _under(picture, 640, 960, 1080)
    colours = [light(colour, when) for colour in LEAVES[random.randint(0, 1)]]
    for x, y, wide in ((700, 520, 190), (900, 560, 180), (800, 400, 210), (800, 620, 200)):
        foliage(draw, random, x, y, wide, wide * 0.9, colours, 240)
    pot = light((188, 104, 72), when)
    draw.polygon([(650, 760), (950, 760), (910, 1080), (690, 1080)], fill=pot)
    draw.rectangle((634, 730, 966, 790), fill=shade(pot, 1.1))
    return picture


def drill(random, when):
    picture, draw = room(random, when)
    _under(picture, 430, 1190, 1000)
    _box(draw, (450, 690, 1150, 1000), light((40, 64, 84), when), 30)
    draw.rectangle((450, 800, 1150, 812), fill=light((26, 40, 54), when))
    for x in (600, 960):
        draw.rounded_rectangle((x, 776, x + 60, 850), 8, fill=light(STEEL, when))
    body = light((206, 150, 48), when)
    draw.rounded_rectangle((560, 470, 900, 590), 40, fill=body)
    draw.polygon([(600, 570), (700, 570), (680, 690), (570, 690)], fill=shade(body, 0.8))
    draw.rectangle((900, 500, 980, 560), fill=light(INK, when))
    draw.polygon([(980, 520), (1150, 526), (1150, 536), (980, 542)], fill=light(STEEL, when))
    return picture


def keys(random, when):
    """On a pavement, where somebody has found them."""
    picture = overlay(Image.new("RGB", SIZE, light((164, 160, 152), when)), calm(noise(random, grain=2), 0.5))
    picture = Image.blend(picture, rough(random, light((168, 164, 156), when), SIZE), 0.6)
    shadow(picture, blob(random, 830, 650, 300, 150), blur=22, level=120)
    draw = ImageDraw.Draw(picture)
    brass, metal = light((196, 160, 84), when), light(STEEL, when)
    draw.ellipse((600, 440, 790, 630), outline=metal, width=20)
    for colour, (x, y) in ((brass, (1080, 520)), (metal, (1040, 700)), (shade(brass, 0.8), (900, 820))):
        draw.line((720, 560, x, y), fill=colour, width=34)
        draw.ellipse((690, 520, 790, 620), fill=colour)
        dx, dy = x - 720, y - 560
        for part in (0.7, 0.82, 0.94):
            cx, cy = 720 + dx * part, 560 + dy * part
            draw.line((cx, cy, cx - dy * 0.09, cy + dx * 0.09), fill=shade(colour, 0.85), width=16)
    draw.polygon(blob(random, 520, 700, 120, 90, 14, 0.06), fill=light((84, 140, 84), when))  # a tortoise of felt
    for dx, dy in ((-110, -40), (-90, 70), (90, 66), (104, -44)):
        draw.ellipse((500 + dx, 690 + dy, 560 + dx, 740 + dy), fill=light((120, 168, 104), when))
    draw.line((560, 640, 660, 580), fill=light((60, 64, 60), when), width=8)
    return picture.filter(ImageFilter.GaussianBlur(0.6))


def rabbit(random, when):
    """A child's toy, left on a park bench of slats."""
    picture = gradient(light((128, 158, 112), when), light((88, 118, 76), when)).filter(ImageFilter.GaussianBlur(8))
    draw = ImageDraw.Draw(picture)
    for slat, y in enumerate((420, 620, 860)):
        wood = light(shade((150, 104, 62), 0.9 + slat * 0.06), when)
        draw.rectangle((0, y, SIZE[0], y + 150 + 20 * slat), fill=wood)
        draw.line((0, y + 6, SIZE[0], y + 6), fill=shade(wood, 1.2), width=8)
    shadow(picture, [(620, 900), (1000, 900), (1080, 1000), (660, 1000)], blur=22, level=140)
    draw = ImageDraw.Draw(picture)
    fur = light((222, 206, 192), when)
    for x, lean in ((730, -60), (860, 40)):
        draw.polygon([(x - 36, 470), (x + 36, 470), (x + 50 + lean, 190), (x - 20 + lean, 180)], fill=fur)
        draw.polygon(
            [(x - 14, 450), (x + 14, 450), (x + 24 + lean, 230), (x + lean, 226)], fill=light((226, 168, 164), when)
        )
    draw.ellipse((650, 600, 950, 960), fill=shade(fur, 0.94))
    draw.ellipse((660, 400, 940, 660), fill=fur)
    for x in (740, 850):
        draw.ellipse((x - 16, 500, x + 16, 532), fill=light(INK, when))
    draw.polygon([(780, 560), (820, 560), (800, 584)], fill=light((190, 110, 106), when))
    for x in (660, 930):
        draw.ellipse((x - 46, 880, x + 56, 990), fill=shade(fur, 0.98))
    draw.rectangle((680, 640, 920, 672), fill=light((64, 104, 150), when))
    return picture


def cat(random, when):
    """On a sunny sill."""
    picture, draw = room(random, when)
    draw.rectangle((200, 880, 1400, 960), fill=light((236, 232, 222), when))
    draw.rectangle((200, 960, 1400, 990), fill=light((190, 184, 172), when))
    shadow(picture, [(560, 860), (1080, 860), (1160, 930), (600, 930)], blur=20, level=120)
    draw = ImageDraw.Draw(picture)
    fur, dark = light((128, 128, 132), when), light((92, 92, 98), when)
    draw.ellipse((600, 480, 1040, 900), fill=fur)
    draw.ellipse((520, 340, 800, 600), fill=fur)
    for x in (560, 700):
        draw.polygon([(x - 30, 420), (x + 80, 380), (x + (0 if x == 560 else 60), 260)], fill=fur)
    for y in range(520, 860, 70):
        draw.arc((660, y - 40, 1060, y + 120), 250, 330, fill=dark, width=16)
    draw.line([(1020, 860), (1160, 840), (1230, 740)], fill=fur, width=54, joint="curve")
    for x in (600, 710):
        draw.ellipse((x - 20, 440, x + 22, 484), fill=light((206, 186, 84), when))
        draw.ellipse((x - 6, 442, x + 8, 482), fill=light(INK, when))
    draw.polygon([(640, 512), (676, 512), (658, 534)], fill=light((200, 134, 130), when))
    draw.rectangle((560, 574, 760, 602), fill=mix(light((176, 58, 48), when), dark, 0.1))
    return picture
