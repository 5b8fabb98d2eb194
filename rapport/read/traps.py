"""What YAML calls fine but nobody means: each function looks at one token and says what is wrong with it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from rapport.diagnostic import Diagnostic, Level
from rapport.origin import Origin
from rapport.read.faults import fault
from rapport.read.quoting import quoted
from rapport.read.source import MOST_SHOWN

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from rapport.read.source import Source

_BULLET = re.compile(r"[-*•·▪] |-(?=[^\W\d])")
_DASH = re.compile(r"[–—] ")
_FIELD = re.compile(r"([a-zåäö][\w-]*):(?![\s/])(?=\S)")
_GLUED_HASH = re.compile(r"(?<=\S)[ \t]+(#\w[^\n]*)")
_CITED = 40
"""How much of a value a message cites."""


def cite(text: str) -> str:
    """Return a text in quotation marks, cut when it is long."""
    return f"”{text}”" if len(text) <= _CITED else f"”{text[:_CITED].rstrip()}…”"


def swallowed_lines(lines: Sequence[str], origin: Origin, last_row: int, limit: int) -> Diagnostic | None:
    """Find a quotation mark that ends only after other fields have begun.

    Args:
        lines: The lines of the file.
        origin: Where the quotation mark stands.
        last_row: The index of the line where it ends.
        limit: The column of the field it belongs to; text of that field is indented further.
    """
    for row in range(origin.line, last_row + 1):
        line = lines[row]
        if line.strip() and len(line) - len(line.lstrip(" ")) <= limit:
            message = f"citattecknet avslutas först på rad {last_row + 1} och sväljer raderna däremellan"
            remedy = "avsluta citattecknet på samma rad, eller dra in fortsättningen längre än fältet"
            return fault("swallowed-lines", origin, message, remedy)
    return None


def swallowed_line(lines: Sequence[str], origin: Origin, last_row: int) -> Diagnostic | None:
    """Find a bullet or a field that has become part of the text above it."""
    first = lines[origin.line - 1][origin.column - 1 :]
    rows = range(origin.line, last_row + 1)
    dashes = [row for row in rows if _DASH.match(lines[row].lstrip())]
    listed = bool(_DASH.match(first)) or len(dashes) > 1
    for row in rows:
        text = lines[row].strip()
        column = len(lines[row]) - len(lines[row].lstrip())
        place = Origin(origin.path, row + 1, column + 1, max(1, len(text)))
        if _BULLET.match(text) or (listed and _DASH.match(text)):
            message = f"punkten {cite(text)} blir en del av texten på raden ovanför"
            remedy = "börja varje punkt med ”- ” i samma kolumn; är det löpande text, skriv den efter fält: |"
            return fault("swallowed-bullet", place, message, remedy)
        if match := _FIELD.match(text):
            message = f"fältet {cite(match[1])} blir en del av texten på raden ovanför"
            remedy = f"skriv mellanslag efter kolon: {text.replace(':', ': ', 1)}"
            return fault("swallowed-field", place, message, remedy)
    return None


def empty_block(token: str, origin: Origin) -> Diagnostic | None:
    """Find `>7`, which YAML takes for the heading of a text block."""
    written = token.split("\n", 1)[0].strip()
    if not any(character.isdigit() for character in written):
        return None
    message = (
        f"värdet {cite(written)} försvinner, för YAML tar tecknet {written[0]} för början på ett textblock"
    )
    return fault("unquoted-sign", origin, message, f"sätt citattecken: {quoted(written)}")


def glued_field(text: str, origin: Origin) -> Diagnostic | None:
    """Find `mål:öka` alone under its field, which YAML takes for a text."""
    match = _FIELD.match(text)
    if not match:
        return None
    remedy = f"skriv {text.replace(':', ': ', 1)}"
    return fault("missing-space", origin, f"mellanslag saknas efter kolon i {cite(match[0])}", remedy)


def split_decimal(text: str, start: int) -> bool:
    """Tell whether the token at ``start`` is the decimals of the number before it."""
    before = text[start - 2 : start]
    return before[1:] == "," and before[0].isdigit() and text[start : start + 1].isdigit()


def decimal_comma(text: str, start: int, end: int, origin: Origin) -> Diagnostic:
    """Report a decimal comma that splits a number in two."""
    first = start - 1
    while first > 0 and (text[first - 1].isdigit() or text[first - 1] in " -−+<>≤≥"):
        first -= 1
    while text[first] == " ":
        first += 1
    number = text[first:end]
    origin = origin.at(first - start, len(number))
    message = f"kommat i {cite(number)} delar talet i två, eftersom det står inom {{ }} eller [ ]"
    remedy = f"sätt citattecken: {quoted(number)}; är det två värden, skriv mellanslag efter kommat"
    return fault("decimal-comma-in-flow", origin, message, remedy)


def valueless(key: str, origin: Origin) -> Diagnostic:
    """Report a key inside braces that has no colon of its own."""
    if match := re.match(r"([^\s:]+):(?=\S)", key):
        remedy = f"skriv {match[1]}: {key[match.end() :]}"
        return fault("missing-space", origin, f"mellanslag saknas efter kolon i {cite(key)}", remedy)
    message = f"{cite(key)} har inget värde"
    remedy = f"skriv {key}: värde, eller sätt citattecken om hela texten med klamrar ska stå kvar"
    return fault("valueless-key", origin, message, remedy)


def marked(kind: str, written: str, origin: Origin) -> Diagnostic:
    """Report an anchor, an alias or a tag."""
    sign = {"anchor": "&", "alias": "*", "tag": "!"}[kind]
    meaning = {"anchor": "ett ankare", "alias": "en hänvisning", "tag": "en typmärkning"}[kind]
    message = f"{sign} i början av ett värde är {meaning} i YAML och används inte här"
    remedy = f"sätt citattecken om det hör till texten: {quoted(written)}" if written else "ta bort det"
    return fault(kind, origin, message, remedy)


def odd_key(key: str, origin: Origin) -> Diagnostic | None:
    """Find a key that isn't there, or that YAML gives a meaning of its own."""
    if not key:
        return fault("nameless-field", origin, "det står inget fältnamn före kolon", "skriv fältnamn: värde")
    if key == "<<":
        message = "<< slår ihop innehåll i YAML och används inte här"
        return fault("merge-key", origin, message, "skriv ut fälten där de ska gälla")
    return None


def complex_key(written: str, origin: Origin) -> Diagnostic:
    """Report a key that is a list or a mapping."""
    message = f"fältnamnet {cite(written)} är en lista eller har egna fält"
    return fault("complex-key", origin, message, "skriv ett ord som fältnamn, utan ? framför")


def duplicates(repeated: Sequence[tuple[str, Origin, Origin]]) -> Diagnostic:
    """Report keys in a row that stand twice: each with its place and the place of the first."""
    key, origin, first = repeated[0]
    message = f"fältet {cite(key)} står redan på rad {first.line}"
    remedy = "ta bort det ena, eller ge det ett annat namn"
    if len(repeated) > 1:
        names = ", ".join(cite(name) for name, _, _ in repeated[:MOST_SHOWN])
        message = f"fälten {names} står redan ovanför, det första på rad {first.line}"
        remedy = "börjar en ny post här ska den ha ett eget namn, eller ”- ” först om den står i en lista"
    others = tuple(place for _, _, place in repeated[:MOST_SHOWN])
    return fault("duplicate-key", origin, message, remedy, related=others)


def template(written: str, origin: Origin) -> Diagnostic:
    """Report `{{ … }}` at the beginning of a value, which YAML takes for braces with fields."""
    message = "YAML tar {{ i början av ett värde för klamrar med fält"
    return fault("unquoted-template", origin, message, f"sätt citattecken: {quoted(written)}")


def glued_hashes(source: Source, ends: Collection[int]) -> list[Diagnostic]:
    """Warn of `nr #5`, where the rest of the line is lost as a comment.

    Args:
        source: The file.
        ends: Where values end; a comment after anything else is no concern of ours.
    """
    matches = [match for match in _GLUED_HASH.finditer(source.text) if match.start() in ends]
    return [_glued_hash(source, match.start(1), match[1].rstrip()) for match in matches]


def has_glued_hash(text: str) -> bool:
    """Tell whether there is anything for `glued_hashes` to look at."""
    return " #" in text and _GLUED_HASH.search(text) is not None


def _glued_hash(source: Source, start: int, comment: str) -> Diagnostic:
    line, column = source.text.count("\n", 0, start) + 1, start - source.text.rfind("\n", 0, start)
    message = f"{cite(comment)} läses som en kommentar och inte som en del av värdet"
    remedy = "sätt citattecken om värdet; är det en kommentar, skriv mellanslag efter #"
    return fault(
        "glued-hash", Origin(source.path, line, column, len(comment)), message, remedy, level=Level.WARNING
    )
