"""The faults of reading: their names, what each is about, and how a finding of one is made."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rapport.diagnostic import Diagnostic, Level

if TYPE_CHECKING:
    from rapport.origin import Origin

FAULTS: dict[str, str] = {
    # the file as bytes and characters
    "missing-file": "filen finns inte",
    "unreadable-file": "filen går inte att läsa",
    "too-large": "filen är orimligt stor för att vara handskriven",
    "not-text": "filen är ingen textfil, utan till exempel ett Word-dokument",
    "wrong-encoding": "filen är inte sparad som UTF-8",
    "utf16": "filen är sparad som UTF-16",
    "mojibake": "å, ä och ö har förstörts när filen har sparats eller kopierats",
    "forbidden-character": "ett osynligt tecken som ställer till det, ofta inklistrat från Word",
    "no-break-indent": "en rad är indragen med hårda mellanslag",
    # what YAML calls an error
    "tab-indent": "en rad är indragen med tabb",
    "wrong-indent": "en rad är indragen för mycket eller för litet",
    "stray-character": "ett löst tecken står före ett fältnamn",
    "missing-colon": "ett fält saknar kolon",
    "missing-space": "mellanslag saknas efter kolon",
    "nameless-field": "det står inget fältnamn före kolon",
    "colon-in-value": "ett värde innehåller kolon och saknar citattecken",
    "loose-text": "en rad text hör varken till ett fält eller till texten ovanför",
    "unquoted-sign": "ett värde börjar med ett tecken som YAML tolkar och saknar citattecken",
    "unquoted-template": "ett värde börjar med {{ och saknar citattecken",
    "dash-value": "ett värde börjar med bindestreck och mellanslag",
    "wrong-bullet": "en punkt i en lista är skriven med fel tecken eller utan mellanslag",
    "missing-dash": "en punkt i en lista saknar bindestreck",
    "unclosed-quote": "ett citattecken saknar sitt slut",
    "text-after-quote": "det står text efter det avslutande citattecknet",
    "bad-escape": "ett omvänt snedstreck står mellan dubbla citattecken",
    "unclosed-bracket": "en hakparentes [ eller klammer { saknar sitt slut",
    "extra-bracket": "det står något efter slutet på en hakparentes eller klammer",
    "missing-comma": "kommatecken saknas mellan två fält inom { }",
    "syntax-error": "raden går inte att förstå som YAML",
    "too-many-errors": "filen har fler fel än vad som visas",
    # what YAML calls fine but nobody means
    "duplicate-key": "samma fält står två gånger",
    "anchor": "ett värde börjar med &, som är ett ankare i YAML",
    "alias": "ett värde börjar med *, som är en hänvisning i YAML",
    "tag": "ett värde börjar med !, som är en typmärkning i YAML",
    "merge-key": "fältet << slår ihop innehåll i YAML och används inte här",
    "complex-key": "ett fältnamn är en lista eller en hel struktur",
    "valueless-key": "ett fält inom { } saknar kolon och värde",
    "decimal-comma-in-flow": "ett decimalkomma inom { } eller [ ] delar talet i två",
    "swallowed-lines": "ett citattecken avslutas först flera rader längre ner och sväljer fälten emellan",
    "swallowed-bullet": "en punkt har blivit en del av texten på raden ovanför",
    "swallowed-field": "ett fält har blivit en del av texten på raden ovanför",
    "second-document": "raden --- börjar ett nytt dokument i YAML",
    "glued-hash": "# direkt före ett ord gör resten av raden till en kommentar",
    "too-deep": "filen är nästlad i för många nivåer",
}
"""Every fault that reading text can find, with one line about it."""

MAX_DEPTH = 24
"""How many levels a file may be nested; real ones have ten at most."""


def fault(
    check: str,
    origin: Origin,
    message: str,
    remedy: str = "",
    *,
    level: Level = Level.ERROR,
    related: tuple[Origin, ...] = (),
) -> Diagnostic:
    """Return a finding of a reading fault; its name must be one of ``FAULTS``."""
    if check not in FAULTS:
        raise KeyError(check)
    return Diagnostic(check, level, origin, message, remedy, related)


def too_deep(origin: Origin) -> Diagnostic:
    """Return the finding of a file that is nested deeper than ``MAX_DEPTH``."""
    message = f"filen är nästlad i fler än {MAX_DEPTH} nivåer"
    return fault("too-deep", origin, message, "kontrollera parenteser och indrag")
