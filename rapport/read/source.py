"""A hand-kept file as text: encoding, line breaks and characters that nobody can see."""

from __future__ import annotations

import os
import re
from typing import TYPE_CHECKING

from msgspec import Struct

from rapport.diagnostic import Diagnostic, Level, why_unreadable
from rapport.origin import Origin
from rapport.read.faults import fault

if TYPE_CHECKING:
    from pathlib import Path

NO_RIGHT = "stäng den där den är öppen, eller be den som sköter mappen om behörighet; resten granskas när den går att läsa"
"""What to do about something that can't be read."""
MAX_BYTES = 20_000_000
"""More than this is never written by hand."""

MOST_SHOWN = 10
"""How many places of one kind a single finding lists."""

_BOM = b"\xef\xbb\xbf"
_UTF16 = (b"\xff\xfe", b"\xfe\xff")
_SAVE_AS_UTF8 = (
    "spara filen som UTF-8: i Anteckningar Arkiv > Spara som och Kodning ”UTF-8”, i Word ”Oformaterad text”"
)

_NAMES = {
    "\x0b": "en radbrytning från Word (VT)",
    "\x0c": "en sidbrytning (FF)",
    "\x7f": "ett styrtecken (DEL)",
    "\x85": "en osynlig radbrytning (NEL)",
    "\u2028": "en osynlig radbrytning (LS)",
    "\u2029": "en osynlig styckebrytning (PS)",
    "\xad": "ett mjukt bindestreck",
    "\u200b": "ett mellanslag utan bredd",
    "\u2060": "en ordfogare utan bredd",
    "\ufeff": "en byteordningsmarkering (BOM)",
    "\uf0a7": "en punkt ur Words symbolteckensnitt",
    "\uf0b7": "en punkt ur Words symbolteckensnitt",
}
_FORBIDDEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\xad\u200b\u200e\u200f\u2028-\u202e\u2060\u2066-\u2069"
    "\ufeff\uf0a7\uf0b7\ufffe\uffff]"
)
_ODD_SPACE = re.compile("[\xa0\u1680\u2000-\u200a\u202f\u205f\u3000]")
_ODD_INDENT = re.compile(
    r"^[ \t]*[\xa0\u1680\u2000-\u200a\u202f\u205f\u3000][ \t\xa0\u2000-\u200a\u202f\u3000]*", re.MULTILINE
)
_MOJIBAKE = re.compile(r"Ã[¥¤¶©…„–\x84\x85\x96]|â€|Â[\xa0°§´]|\ufffd")


class Source(Struct, frozen=True):
    """The text of a file.

    ``path`` is relative to the project folder, with ``/``. ``text`` has no byte order mark, its lines end in
    a line feed, and forbidden characters are replaced by spaces so that every column stays where it was.
    """

    path: str
    text: str
    lines: tuple[str, ...]


def read_source(file: Path, path: str) -> tuple[Source | None, list[Diagnostic]]:
    """Read a file.

    Args:
        file: Where it is.
        path: What findings call it.

    Returns:
        The source, None when there is no text to go on with, and what was found.
    """
    place = Origin(path)
    try:
        data = _read_bytes(file)
    except FileNotFoundError:
        return None, [fault("missing-file", place, "filen finns inte")]
    except OSError as error:
        message = f"filen går inte att läsa: {why_unreadable(error)}"
        return None, [fault("unreadable-file", place, message, NO_RIGHT)]
    if len(data) > MAX_BYTES:
        message = f"filen är större än {MAX_BYTES // 1_000_000} MB"
        return None, [fault("too-large", place, message, "dela upp den i flera filer, en per ämne")]
    text, findings = _decode(data, path)
    if text is None:
        return None, findings
    source, more = source_of(text, path)
    if findings and findings[0].check == "wrong-encoding":
        more = [finding for finding in more if finding.check != "mojibake"]
    return source, findings + more


def source_of(text: str, path: str) -> tuple[Source, list[Diagnostic]]:
    """Return text as a source, with the forbidden characters reported and replaced by spaces."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    findings: list[Diagnostic] = []
    if not text.isascii():
        findings += _mojibake(text, path)
    if _FORBIDDEN.search(text):
        findings += _forbidden(text, path)
        text = _FORBIDDEN.sub(" ", text)
    if _ODD_SPACE.search(text) and _ODD_INDENT.search(text):
        findings += _odd_indents(text, path)
        text = _ODD_INDENT.sub(lambda match: " " * len(match[0]), text)
    return Source(path, text, tuple(text.split("\n"))), findings


def _read_bytes(file: Path) -> bytes:
    """Read no more than it takes to see that a file is too large."""
    with file.open("rb") as stream:
        # Asked for the most that a file may have, Python would set that much memory aside for each small one.
        return stream.read(min(os.fstat(stream.fileno()).st_size, MAX_BYTES) + 1)


def _decode(data: bytes, path: str) -> tuple[str | None, list[Diagnostic]]:
    """Turn bytes into text; what isn't UTF-8 is reported and read as what it most likely is."""
    if data.startswith(_UTF16):
        return _decode_utf16(data, path)
    if data.startswith(b"PK\x03\x04") or b"\x00" in data:
        return None, [_not_text(path, is_zip=data.startswith(b"PK"))]
    data = data.removeprefix(_BOM)
    try:
        return data.decode("utf-8"), []
    except UnicodeDecodeError as error:
        return _decode_windows(data, path, error.start)


def _decode_utf16(data: bytes, path: str) -> tuple[str | None, list[Diagnostic]]:
    """Read UTF-16, which old editors save as ”Unicode”."""
    try:
        text = data.decode("utf-16")
    except UnicodeDecodeError:
        return None, [_not_text(path, is_zip=False)]
    if "\x00" in text:
        return None, [_not_text(path, is_zip=False)]
    message = "filen är sparad som UTF-16 (”Unicode”)"
    return text, [fault("utf16", Origin(path), message, _SAVE_AS_UTF8, level=Level.WARNING)]


def _decode_windows(data: bytes, path: str, bad: int) -> tuple[str, list[Diagnostic]]:
    """Read the bytes that aren't UTF-8 as Windows-1252, so that the rest of the file is checked as well."""
    before = data[:bad].decode("utf-8").replace("\r\n", "\n").replace("\r", "\n")
    escaped = data.decode("utf-8", errors="surrogateescape")
    text = re.sub("[\udc80-\udcff]", _windows_character, escaped)
    origin = Origin(path, before.count("\n") + 1, len(before) - before.rfind("\n"))
    message = f"filen är inte sparad som UTF-8: tecknet här är byten {data[bad]:02X}"
    shown = _windows_character(escaped[len(data[:bad].decode("utf-8"))])
    if shown.isprintable():
        message += f", i Windows-1252 ”{shown}”"
    return text, [fault("wrong-encoding", origin, message, _SAVE_AS_UTF8)]


def _windows_character(escaped: str | re.Match[str]) -> str:
    """Return what an undecodable byte, kept as a surrogate, is in Windows-1252."""
    character = escaped if isinstance(escaped, str) else escaped[0]
    byte = bytes([ord(character) - 0xDC00])
    return byte.decode("cp1252", errors="replace").replace("\ufffd", " ")


def _not_text(path: str, *, is_zip: bool) -> Diagnostic:
    """Report a file that holds something else than text."""
    kind = "ett Word- eller Excel-dokument eller en zip-fil" if is_zip else "binära data"
    message = f"filen är inte en textfil, utan {kind}"
    return fault(
        "not-text",
        Origin(path),
        message,
        "spara innehållet som oformaterad text i UTF-8, med filändelsen .yaml",
    )


def _forbidden(text: str, path: str) -> list[Diagnostic]:
    """Report each kind of forbidden character once, with the places where it stands."""
    places: dict[str, list[Origin]] = {}
    for row, line in enumerate(re.split("\n", text), 1):
        for match in _FORBIDDEN.finditer(line):
            places.setdefault(match[0], []).append(Origin(path, row, match.start() + 1))
    return [_hidden(character, origins) for character, origins in places.items()]


def unescaped(text: str, origin: Origin) -> tuple[str, list[Diagnostic]]:
    r"""Return a value whose characters were written as codes, such as ``"\x07"``, without those that nobody can see.

    The characters are reported and replaced by spaces, as they are where they stand themselves.
    """
    found = dict.fromkeys(_FORBIDDEN.findall(text))
    return _FORBIDDEN.sub(" ", text) if found else text, [_hidden(character, [origin]) for character in found]


def _hidden(character: str, origins: list[Origin]) -> Diagnostic:
    """Report one kind of forbidden character."""
    code = f"U+{ord(character):04X}"
    name = _NAMES.get(character, "ett osynligt styrtecken")
    more = f" ({len(origins)} ställen i filen)" if len(origins) > 1 else ""
    message = f"här står {name}, {code}{more}"
    remedy = (
        "ta bort tecknet och skriv ett vanligt mellanslag, en vanlig radbrytning eller ”- ” om det behövs"
    )
    return fault("forbidden-character", origins[0], message, remedy, related=tuple(origins[1:MOST_SHOWN]))


def _odd_indents(text: str, path: str) -> list[Diagnostic]:
    """Report, once per file, the lines that are indented with other spaces than the ordinary one."""
    rows = [
        Origin(path, row, 1, match.end())
        for row, line in enumerate(text.split("\n"), 1)
        if (match := _ODD_INDENT.match(line)) and line.strip()
    ]
    if not rows:
        return []
    more = f" ({len(rows)} rader i filen)" if len(rows) > 1 else ""
    message = f"raden är indragen med hårda mellanslag, som ofta följer med när man klistrar in{more}"
    remedy = "radera indraget och skriv det igen med mellanslagstangenten"
    return [fault("no-break-indent", rows[0], message, remedy, related=tuple(rows[1:MOST_SHOWN]))]


def _mojibake(text: str, path: str) -> list[Diagnostic]:
    """Warn, once per file, of letters that were destroyed on their way into the file."""
    match = _MOJIBAKE.search(text)
    if not match:
        return []
    start = match.start()
    line, column = text.count("\n", 0, start) + 1, start - text.rfind("\n", 0, start)
    count = len(_MOJIBAKE.findall(text))
    more = f" ({count} ställen i filen)" if count > 1 else ""
    message = f"”{match[0]}” ser ut som en förstörd bokstav{more}"
    remedy = "skriv å, ä och ö igen; filen har sparats eller kopierats med fel kodning"
    origin = Origin(path, line, column, len(match[0]))
    return [fault("mojibake", origin, message, remedy, level=Level.WARNING)]
