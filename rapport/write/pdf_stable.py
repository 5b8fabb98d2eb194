"""A PDF without the moment it was made: LibreOffice stamps files with the clock, and we want the same bytes each time.

Nothing is moved. Each stamp is replaced by one of the same length, so the table of places at the end stays true.
"""

from __future__ import annotations

import hashlib
import re
import struct
import zlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

_INFO_DATE = re.compile(rb"(?<=Date\(D:)\d{14}Z")
_XMP_DATE = re.compile(rb"(?<=Date>)\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ(?=</xmp:)")
_TRAILER_SUMS = re.compile(rb"(?<=<)[0-9A-F]{32}(?=>)|(?<=/DocChecksum /)[0-9A-F]{32}")
_PROFILE = re.compile(
    rb"<</N \d/Length (?P<length>\d+) 0 R/Filter/FlateDecode>>\nstream\n(?P<data>.*?)\nendstream", re.DOTALL
)
"""The colour profile that an archive's PDF carries; its head says when it was made."""
_PROFILE_DATE, _PROFILE_SUM = slice(24, 36), slice(84, 100)


def without_clock(pdf: bytes, moment: str) -> bytes:
    """Return a PDF of LibreOffice's with one moment in place of the time it was made.

    Args:
        pdf: The file.
        moment: What to say instead, as ``2031-05-20T00:00:00Z``.
    """
    digits = re.sub(r"\D", "", moment).encode()
    stable = _with_still_profile(pdf)
    stable = _INFO_DATE.sub(digits + b"Z", stable)
    stable = _XMP_DATE.sub(moment.encode(), stable)
    body, mark, trailer = stable.rpartition(b"\ntrailer\n")
    blank = _TRAILER_SUMS.sub(b"0" * 32, trailer)
    total = hashlib.sha256(body + mark + blank).hexdigest()[:32].upper().encode()
    return body + mark + _TRAILER_SUMS.sub(total, trailer)


def _with_still_profile(pdf: bytes) -> bytes:
    """Return a PDF whose colour profile says nothing of when it was made."""
    found = _PROFILE.search(pdf)
    if found is None:
        return pdf
    profile = bytearray(zlib.decompress(found["data"]))
    profile[_PROFILE_DATE] = struct.pack(">6H", 2000, 1, 1, 0, 0, 0)
    profile[_PROFILE_SUM] = bytes(16)
    packed = zlib.compress(bytes(profile), 9)
    spare = len(found["data"]) - len(packed)
    if spare < 0:
        return pdf
    # Blanks may stand between an object's parts, so what is won fills up behind it.
    still = pdf[: found.start("data")] + packed + b"\nendstream" + b" " * spare + pdf[found.end() :]
    said = re.compile(rb"(?<=\n%s 0 obj\n)\d+(?=\n)" % found["length"])
    return said.sub(_of_width(len(packed)), still, count=1)


def _of_width(number: int) -> Callable[[re.Match[bytes]], bytes]:
    return lambda before: str(number).encode().ljust(len(before[0]))
