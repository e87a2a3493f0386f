"""What a photo says of itself, and what is refused at the door."""

import math
import struct
import zipfile
import zlib
from datetime import UTC, datetime
from io import BytesIO
from zoneinfo import ZoneInfo

import piexif
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pictures import VAL_DE_SEINE, drawing, encoded, phone_exif, phone_jpeg, sent
from PIL import Image, ImageFile

from community.photos import exif, facts
from community.photos.facts import inspect
from community.photos.refusals import WORDS, Refused


def refusal(content):
    with pytest.raises(Refused) as refused:
        inspect(BytesIO(content))
    return refused.value.code


def test_a_phone_photo_says_where_when_and_how_it_was_held():
    seen = inspect(sent(phone_jpeg(640, 480, orientation=6)))
    assert (seen.format, seen.width, seen.height, seen.orientation) == ("JPEG", 480, 640, 6)
    assert (seen.lat, seen.lon) == pytest.approx(VAL_DE_SEINE, abs=1e-6)
    assert seen.taken_at == datetime(2026, 5, 1, 10, 30, tzinfo=UTC)


@pytest.mark.parametrize("format", ["JPEG", "PNG", "WEBP", "HEIF", "AVIF"])
def test_five_formats_are_known_by_their_content(format):
    seen = inspect(BytesIO(encoded(drawing(640, 480), format, exif=phone_exif(-33.5, -70.25))))
    assert (seen.format, seen.width, seen.height) == (format, 640, 480)
    assert (seen.lat, seen.lon) == pytest.approx((-33.5, -70.25), abs=1e-6)


def test_no_pixel_is_decoded_at_the_door(monkeypatch):
    def never(*_):
        raise AssertionError("decoded")

    contents = [*SAMPLES.values(), encoded(drawing(), "PNG")]
    monkeypatch.setattr(Image.Image, "load", never)
    monkeypatch.setattr(ImageFile.ImageFile, "load", never)
    assert [inspect(BytesIO(content)).width for content in contents] == [640] * 6


def test_the_file_is_left_at_its_beginning():
    file = BytesIO(phone_jpeg())
    inspect(file)
    assert file.tell() == 0


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "empty"),
        (b"Bonjour, je suis un texte.", "not_a_photo"),
        (b"GIF89a" + bytes(100), "not_a_photo"),
        (b"BM" + bytes(100), "not_a_photo"),
        (b"II*\0" + bytes(100), "not_a_photo"),
        (b"%PDF-1.7\n", "not_a_photo"),
        (b"\0\0\0\x18ftypmp42" + bytes(100), "not_a_photo"),
        (b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>', "drawing"),
        (b'<?xml version="1.0"?>\n<!-- photo -->\n<SVG/>', "drawing"),
        (b"\xff\xd8\xff\xe0", "truncated"),
        (b"\x89PNG\r\n\x1a\n", "truncated"),
        (b"RIFF\xff\0\0\0WEBPVP8 ", "truncated"),
        (b"\xff\xd8\xff\xd9", "unreadable"),
    ],
)
def test_what_is_not_a_photo_is_told_so(content, code):
    assert refusal(content) == code


@pytest.mark.parametrize("format", ["JPEG", "PNG", "WEBP", "HEIF", "AVIF"])
@pytest.mark.parametrize("part", [0.3, 0.9, 0.999])
def test_a_photo_cut_short_is_told_so(format, part):
    whole = encoded(drawing(), format)
    assert refusal(whole[: int(len(whole) * part)]) == "truncated"


def test_the_end_of_its_thumbnail_does_not_make_a_photo_whole():
    thumbnail = encoded(drawing(160, 120), "JPEG")
    whole = encoded(drawing(), "JPEG", exif=piexif.dump({"1st": {}, "thumbnail": thumbnail}))
    assert whole.index(b"\xff\xd9") < 5000
    assert refusal(whole[:-2]) == "truncated"


def test_a_photo_over_25_megabytes_is_refused_unread():
    assert refusal(phone_jpeg() + bytes(facts.MAX_BYTES)) == "too_big"


def jpeg_of(width, height, sof=0xC0):
    """A small grey JPEG whose header claims another size and another process."""
    plain = bytearray(encoded(drawing(16, 16, "L"), "JPEG"))
    at = plain.index(b"\xff\xc0")
    plain[at + 1] = sof
    plain[at + 5 : at + 9] = struct.pack(">HH", height, width)
    return bytes(plain)


def png_of(width, height):
    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    pixels = zlib.compress(bytes(1000))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", pixels) + chunk(b"IEND", b"")


@pytest.mark.parametrize(("width", "height"), [(12000, 9000), (16320, 12240)])
def test_phones_of_108_and_200_megapixels_are_welcome(width, height):
    assert inspect(BytesIO(jpeg_of(width, height))).width == width


@pytest.mark.parametrize(
    "bomb",
    [
        jpeg_of(65000, 65000),
        jpeg_of(20000, 15000),
        png_of(20000, 20000),
        png_of(100_000, 100_000),
        png_of(10000, 6000),
    ],
)
def test_a_bomb_is_refused_by_what_it_claims(bomb):
    assert refusal(bomb) == "too_many_pixels"


def test_a_progressive_jpeg_has_a_lower_limit():
    picture = drawing(64, 64)
    assert inspect(BytesIO(encoded(picture, progressive=True))).width == 64
    large = bytearray(encoded(picture, progressive=True))
    at = large.index(b"\xff\xc2")
    large[at + 5 : at + 9] = struct.pack(">HH", 6000, 6000)
    assert refusal(bytes(large)) == "too_many_pixels"


def test_a_thousand_scans_are_a_trap():
    whole = encoded(drawing(64, 64), progressive=True)
    at = whole.index(b"\xff\xda")
    scan = whole[at : whole.index(b"\xff", at + 4 + whole[at + 3])]
    assert refusal(whole[:at] + scan * 1000 + whole[at:]) == "too_heavy"


def archive():
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as file:
        file.writestr("Evil.class", "…")
    return out.getvalue()


def with_comment(words):
    return encoded(drawing(), "JPEG", comment=words)


@pytest.mark.parametrize(
    "content",
    [
        phone_jpeg() + archive(),
        encoded(drawing(), "PNG") + archive(),
        with_comment(b"<script>alert(1)</script>"),
        with_comment(b"<?php system($_GET[0]); ?>"),
        with_comment(b"<html><body>"),
        with_comment(b"%PDF-1.7 "),
        phone_jpeg() + b"\n<SCRIPT src=//evil>",
        phone_jpeg() + b"<html>",
        phone_jpeg() + b"MZ\x90\0",
        encoded(drawing(), "WEBP") + b"%PDF-1.4",
        phone_jpeg()[:4] + b"/*" + bytes(0x2F2A - 2) + phone_jpeg()[2:],
    ],
)
def test_a_photo_that_is_something_else_too_is_refused(content):
    assert refusal(content) == "two_in_one"


@pytest.mark.parametrize("appended", [bytes(4096), encoded(drawing(64, 48)), b"\0\0\0\x18ftypmp42" + bytes(999)])
def test_what_phones_append_is_let_through(appended):
    assert inspect(BytesIO(phone_jpeg() + appended)).format == "JPEG"


def test_a_multi_picture_jpeg_is_a_jpeg():
    out = BytesIO()
    drawing(640, 480).save(out, "MPO", save_all=True, append_images=[drawing(64, 48)], exif=phone_exif())
    seen = inspect(out)
    assert (seen.format, seen.width, seen.lat) == ("JPEG", 640, pytest.approx(VAL_DE_SEINE[0]))


def test_a_declared_name_proves_nothing():
    seen = inspect(sent(encoded(drawing(), "PNG"), "photo.jpg", "image/jpeg"))
    assert seen.format == "PNG"


def tags(gps=None, camera=None):
    found = Image.Exif()
    found._ifds = {exif.GPS: gps or {}, exif.CAMERA: camera or {}}
    return found


@pytest.mark.parametrize(
    "gps",
    [
        {},
        {1: "N", 2: (48.0, 49.0, 30.0)},
        {1: "N", 2: (48, 49, 30), 3: "E", 4: (math.nan, 0, 0)},
        {1: "N", 2: (math.inf, 0, 0), 3: "E", 4: (2, 0, 0)},
        {1: "N", 2: (148, 0, 0), 3: "E", 4: (2, 0, 0)},
        {1: "N", 2: (48, 0, 0), 3: "E", 4: (181, 0, 0)},
        {1: "N", 2: (-48, 0, 0), 3: "E", 4: (2, 0, 0)},
        {1: "N", 2: (48, 61, 0), 3: "E", 4: (2, 0, 0)},
        {1: "X", 2: (48, 0, 0), 3: "E", 4: (2, 0, 0)},
        {1: None, 2: (48, 0, 0), 3: "E", 4: (2, 0, 0)},
        {1: "E", 2: (48, 0, 0), 3: "N", 4: (2, 0, 0)},
        {1: "N", 2: (48, 0), 3: "E", 4: (2, 0, 0)},
        {1: "N", 2: "48", 3: "E", 4: b"\0\0"},
        {1: "N", 2: (0, 0, 0), 3: "E", 4: (0, 0, 0)},
    ],
)
def test_a_place_that_cannot_be_is_no_place(gps):
    assert exif.position(tags(gps)) == (None, None)


def test_letters_may_be_small_padded_or_bytes():
    gps = {1: b"s\0", 2: (33, 30, 0), 3: "w ", 4: (70, 15, 0)}
    assert exif.position(tags(gps)) == (-33.5, -70.25)


def test_a_place_with_zero_denominators_is_no_place():
    bad = {
        piexif.GPSIFD.GPSLatitudeRef: b"N",
        piexif.GPSIFD.GPSLatitude: ((48, 0), (0, 0), (1, 0)),
        piexif.GPSIFD.GPSLongitudeRef: b"E",
        piexif.GPSIFD.GPSLongitude: ((2, 1), (1, 1), (1, 1)),
    }
    seen = inspect(BytesIO(encoded(exif=piexif.dump({"GPS": bad}))))
    assert (seen.lat, seen.lon) == (None, None)


@pytest.mark.parametrize("taken", ["", "0000:00:00 00:00:00", "hier", "1970:01:01 00:00:00", "2999:01:01 00:00:00", 7])
def test_a_moment_that_cannot_be_is_no_moment(taken):
    assert exif.taken_at(tags(camera={exif.TAKEN: taken}), ZoneInfo("Europe/Paris")) is None


def test_without_an_offset_the_town_s_clock_is_assumed():
    camera = {exif.TAKEN: "2026:01:15 09:00:00", exif.TAKEN_OFFSET: "nonsense"}
    assert exif.taken_at(tags(camera=camera), ZoneInfo("Europe/Paris")) == datetime(2026, 1, 15, 8, tzinfo=UTC)


@settings(max_examples=300, deadline=None)
@given(st.data())
def test_a_damaged_photo_is_read_or_refused_but_never_an_error(data):
    format = data.draw(st.sampled_from(["JPEG", "PNG", "WEBP", "HEIF", "AVIF"]))
    content = bytearray(SAMPLES[format])
    for _ in range(data.draw(st.integers(1, 8))):
        content[data.draw(st.integers(0, min(len(content), 1500) - 1))] = data.draw(st.integers(0, 255))
    try:
        seen = inspect(BytesIO(content))
    except Refused as refused:
        assert refused.code in WORDS
    else:
        assert seen.width > 0


SAMPLES = {format: encoded(drawing(), format, exif=phone_exif()) for format in ["JPEG", "PNG", "WEBP", "HEIF", "AVIF"]}
