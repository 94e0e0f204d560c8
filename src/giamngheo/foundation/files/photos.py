"""Takes out of a photo what a camera adds: where and when it was taken, by which device, a small copy.

Of a JPEG only its picture, its colours and which way up it is stay; of a PNG what is drawn. No pixel is
touched, so nothing is lost by it. Of a WebP the picture, its colours and which way up it is stay.
"""

import struct
from typing import Final

_START, _SCAN, _END = 0xD8, 0xDA, 0xD9
_KEPT_APPS: Final = {0xE0: b"JFIF\x00", 0xE2: b"ICC_PROFILE\x00", 0xEE: b"Adobe"}
_EXIF: Final = b"Exif\x00\x00"
_ORIENTATION: Final = 0x0112
_PNG_HEAD: Final = 8
_PNG_KEPT: Final = frozenset(
    {
        b"IHDR",
        b"PLTE",
        b"IDAT",
        b"IEND",
        b"tRNS",
        b"gAMA",
        b"cHRM",
        b"sRGB",
        b"iCCP",
        b"sBIT",
        b"bKGD",
        b"pHYs",
    }
)
_WEBP_HEAD: Final = 12
_WEBP_EXTENDED: Final = b"VP8X"
_WEBP_KEPT: Final = frozenset({b"VP8 ", b"VP8L", _WEBP_EXTENDED, b"ALPH", b"ANIM", b"ANMF", b"ICCP"})
_WEBP_SAYS_EXIF, _WEBP_SAYS_XMP = 0x08, 0x04


class BrokenPhotoError(Exception):
    """The file begins like a photo and does not go on like one."""


def without_traces(jpeg: bytes) -> bytes:
    """A JPEG without what does not belong to its picture, and without all that follows it."""
    kept, place, upright = [jpeg[:2]], 2, 1
    while True:
        marker, place = _marker(jpeg, place)
        if marker == _END:
            return b"".join([*kept, b"\xff\xd9"])
        if 0xD0 <= marker <= _START or marker == 0x01:  # these stand alone
            kept.append(bytes((0xFF, marker)))
            continue
        length = _whole(jpeg, place, 2)
        segment = jpeg[place : place + length]
        if length < 2 or len(segment) < length:
            raise BrokenPhotoError
        place += length
        if _belongs(marker, segment[2:]):
            kept.append(bytes((0xFF, marker)) + segment)
        elif segment[2:].startswith(_EXIF):
            found = _orientation(segment[2 + len(_EXIF) :])
            if found != upright:
                upright = found
                kept.append(_only_orientation(found))
        if marker == _SCAN:
            end = _end_of_scan(jpeg, place)
            kept.append(jpeg[place:end])
            place = end


def png_without_traces(png: bytes) -> bytes:
    """A PNG with only the parts that are drawn."""
    kept, place = [png[:_PNG_HEAD]], _PNG_HEAD
    while True:
        length = _whole(png, place, 4)
        chunk = png[place : place + length + 12]
        if len(chunk) < length + 12:
            raise BrokenPhotoError
        if chunk[4:8] in _PNG_KEPT:
            kept.append(chunk)
        if chunk[4:8] == b"IEND":
            return b"".join(kept)
        place += len(chunk)


def webp_without_traces(webp: bytes) -> bytes:
    """A WebP with only the parts that are drawn, and which way up it is."""
    if len(webp) < _WEBP_HEAD or struct.unpack_from("<I", webp, 4)[0] + 8 > len(webp):
        raise BrokenPhotoError
    end, place, upright = struct.unpack_from("<I", webp, 4)[0] + 8, _WEBP_HEAD, 1
    kept: list[tuple[bytes, bytes]] = []
    while place + 8 <= end:
        name, length = webp[place : place + 4], struct.unpack_from("<I", webp, place + 4)[0]
        said = webp[place + 8 : place + 8 + length]
        place += 8 + length + length % 2
        if len(said) < length or place > end + 1:
            raise BrokenPhotoError
        if name in _WEBP_KEPT:
            kept.append((name, said))
        elif name == b"EXIF":
            upright = _orientation(said.removeprefix(_EXIF))
    if not kept:
        raise BrokenPhotoError
    if kept[0][0] == _WEBP_EXTENDED and upright != 1:
        kept.append((b"EXIF", _oriented(upright)))
    parts = b"".join(_webp_chunk(name, said, has_exif=upright != 1) for name, said in kept)
    return b"RIFF" + struct.pack("<I", len(parts) + 4) + b"WEBP" + parts


def _webp_chunk(name: bytes, said: bytes, *, has_exif: bool) -> bytes:
    if name == _WEBP_EXTENDED and said:
        flags = said[0] & ~(_WEBP_SAYS_EXIF | _WEBP_SAYS_XMP) | (_WEBP_SAYS_EXIF if has_exif else 0)
        said = bytes((flags,)) + said[1:]
    return name + struct.pack("<I", len(said)) + said + b"\x00" * (len(said) % 2)


def _belongs(marker: int, said: bytes) -> bool:
    is_app, is_comment = 0xE0 <= marker <= 0xEF, marker == 0xFE
    if is_app:
        return said.startswith(_KEPT_APPS.get(marker, b"\x00never"))
    return not is_comment


def _marker(jpeg: bytes, place: int) -> tuple[int, int]:
    if place >= len(jpeg) or jpeg[place] != 0xFF:
        raise BrokenPhotoError
    while place < len(jpeg) and jpeg[place] == 0xFF:
        place += 1
    if place >= len(jpeg):
        raise BrokenPhotoError
    return jpeg[place], place + 1


def _end_of_scan(jpeg: bytes, place: int) -> int:
    """Inside a scan the byte FF is followed by 0 or by the mark of a restart; anything else ends it."""
    while True:
        place = jpeg.find(b"\xff", place)
        if place < 0 or place + 1 >= len(jpeg):
            raise BrokenPhotoError
        following = jpeg[place + 1]
        if following != 0 and not 0xD0 <= following <= 0xD7:
            return place
        place += 2


def _orientation(tiff: bytes) -> int:
    """Which way up a photo is by its EXIF, 1 where that cannot be read."""
    order = {b"II*\x00": "<", b"MM\x00*": ">"}.get(tiff[:4])
    if order is None:
        return 1
    try:
        (first,) = struct.unpack_from(f"{order}I", tiff, 4)
        (count,) = struct.unpack_from(f"{order}H", tiff, first)
        for entry in range(count):
            tag, _, _, value = struct.unpack_from(f"{order}HHIH", tiff, first + 2 + 12 * entry)
            if tag == _ORIENTATION:
                return value if 1 <= value <= 8 else 1
    except struct.error:
        return 1
    return 1


def _only_orientation(upright: int) -> bytes:
    tiff = _oriented(upright)
    return b"\xff\xe1" + struct.pack(">H", 2 + len(_EXIF) + len(tiff)) + _EXIF + tiff


def _oriented(upright: int) -> bytes:
    entry = struct.pack(">HHIHH", _ORIENTATION, 3, 1, upright, 0)
    return b"MM\x00*" + struct.pack(">IH", 8, 1) + entry + struct.pack(">I", 0)


def _whole(content: bytes, place: int, size: int) -> int:
    if place + size > len(content):
        raise BrokenPhotoError
    return int.from_bytes(content[place : place + size], "big")
