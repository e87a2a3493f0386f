"""Is the file whole, and is it only a photo? Told from its structure, without decoding a pixel."""

import re
import zipfile
from io import BytesIO

from .refusals import Refused

JPEG_MARKER = re.compile(rb"\xff[^\x00\xff\xd0-\xd7]")
JPEG_END, JPEG_SCAN, JPEG_WITHOUT_LENGTH = 0xD9, 0xDA, {0x01, 0xD8}
MOST_SCANS = 100  # a camera writes one, a progressive encoder about ten; thousands are a trap for decoders
FOREIGN_HEAD = re.compile(rb"%PDF-|<html|<svg|<!doctype", re.IGNORECASE)
FOREIGN_TAIL = re.compile(rb"\s*(<|%PDF-|#!|MZ|\x7fELF|Rar!\x1a|7z\xbc\xaf)")
SCRIPT = re.compile(rb"<(?:[sS][cC][rR][iI][pP][tT][\s>]|\?[pP][hH][pP]\s)")


def end_of(format, data):
    """(offset just after the picture, number of scans). Refused("truncated") when its end is missing."""
    return {"JPEG": _jpeg, "PNG": _png, "WEBP": _webp, "HEIF": _boxes, "AVIF": _boxes}[format](data)


def check_alone(format, data, end):
    """Refused("two_in_one") when the file can also be read as a page, a script, a PDF, a program or an archive.

    Re-encoding makes such files harmless to the public, but a service downloads originals. What phones
    append (a second picture, a depth map, a film of three seconds, padding) is let through.
    """
    javascript = format == "JPEG" and data[4:6] == b"/*"  # the length of the first segment opens a comment
    if (
        javascript
        or FOREIGN_HEAD.search(data[:1024])
        or SCRIPT.search(data)
        or FOREIGN_TAIL.match(data[end : end + 64])
    ):
        raise Refused("two_in_one")
    if _is_archive(data):
        raise Refused("two_in_one")


def _jpeg(data):
    at, scans = 2, 0
    while True:
        marker = JPEG_MARKER.search(data, at)
        if not marker:
            raise Refused("truncated")
        at, code = marker.end(), data[marker.end() - 1]
        if code == JPEG_END:
            return at, scans
        scans += code == JPEG_SCAN
        if scans > MOST_SCANS:
            raise Refused("too_heavy")
        if code not in JPEG_WITHOUT_LENGTH:
            at += int.from_bytes(data[at : at + 2])


def _png(data):
    at = 8
    while True:
        length, kind = int.from_bytes(data[at : at + 4]), data[at + 4 : at + 8]
        at += 12 + length  # length, kind, bytes, checksum
        if len(kind) < 4 or at > len(data):
            raise Refused("truncated")
        if kind == b"IEND":
            return at, 1


def _webp(data):
    end = 8 + int.from_bytes(data[4:8], "little")
    if end > len(data):
        raise Refused("truncated")
    return end, 1


def _boxes(data):
    """ISO base media: boxes one after the other, each with its length; the pixels are in `mdat`."""
    at, kinds = 0, set()
    while at + 8 <= len(data):
        size, kind = int.from_bytes(data[at : at + 4]), bytes(data[at + 4 : at + 8])
        if size == 1:
            size = int.from_bytes(data[at + 8 : at + 16])
        elif size == 0:
            size = len(data) - at
        if size < 8 or not kind.isalnum():
            break
        kinds.add(kind)
        at += size
    if at > len(data) or not {b"meta", b"mdat"} <= kinds:
        raise Refused("truncated")
    return at, 1


def _is_archive(data):
    """A ZIP (JAR, DOCX…) is found from its end, whatever comes before it."""
    tail = data[-66_000:]
    if b"PK\x05\x06" not in tail:
        return False
    try:
        zipfile.ZipFile(BytesIO(data)).close()
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError, UnicodeDecodeError):
        return False
    return True
