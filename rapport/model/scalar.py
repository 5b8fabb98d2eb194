"""What a single written value can be: a text, a figure, a target, yes or no; each remembers its place."""

from __future__ import annotations

import re
import textwrap
import unicodedata
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Annotated, Any

from pydantic import PlainValidator
from pydantic_core import PydanticCustomError

from rapport import notation
from rapport.diagnostic import did_you_mean
from rapport.notation import NotationError, Quantity, Target, WordTarget
from rapport.origin import Origin  # noqa: TC001  pydantic reads the annotations below at run time

if TYPE_CHECKING:
    from collections.abc import Callable
    from enum import StrEnum

ORIGIN_KEY = "\x00origin"
"""Where the reader puts a mapping's place; no YAML key can be it."""


@dataclass(frozen=True, slots=True)
class Written:
    """A scalar as the reader hands it over: the text as it stands and its place."""

    text: str
    origin: Origin


@dataclass(frozen=True, slots=True)
class Figure:
    """A number with its unit and the place where it was written."""

    quantity: Quantity
    origin: Origin = field(compare=False)


@dataclass(frozen=True, slots=True)
class Answer:
    """An outcome or a target in words that a rule understands: Ja, Delvis, Nej."""

    word: str
    origin: Origin = field(compare=False)


@dataclass(frozen=True, slots=True)
class Words:
    """A status text where a figure might stand: "Stängt", "Ej aktuellt"; shown, never computed with."""

    words: str
    origin: Origin = field(compare=False)


@dataclass(frozen=True, slots=True)
class Goalpost:
    """A target (målnivå) with its place; ``answer`` when the target is Ja, Delvis or Nej."""

    target: Target
    origin: Origin = field(compare=False)
    answer: str = ""


@dataclass(frozen=True, slots=True)
class Prose:
    """Markdown with expressions in it, and where it starts. ``indent`` is how far its lines were indented."""

    text: str
    origin: Origin = field(compare=False)
    exact: bool = True
    """Whether line n of the text is line n of the file, so that faults in it can be placed."""

    @property
    def is_blank(self) -> bool:
        """Whether it says nothing but remarks to whoever writes it."""
        return not re.sub(r"\{#.*?#\}", "", self.text, flags=re.DOTALL).strip()


@dataclass(frozen=True, slots=True)
class Reference:
    """The id of something declared elsewhere, and where it is referred to."""

    id: str
    origin: Origin = field(compare=False)

    def __str__(self) -> str:
        """Return the id."""
        return self.id


ANSWERS = ("Ja", "Delvis", "Nej")


def refuse(kind: str, fact: str, remedy: str = "", offset: int = 0, width: int = 0) -> PydanticCustomError:
    """Return the error that pydantic carries to the reader, which knows the place.

    ``kind`` names the reading fault; ``offset`` and ``width`` point into the written value (width 0: all of it).
    """
    # pydantic formats the message template: braces in a Swedish fact must not be taken for fields.
    context = {"fact": fact, "remedy": remedy, "offset": offset, "width": width}
    return PydanticCustomError(kind, "{fact}", context)


def written(value: object) -> Written:
    """Return a scalar as written.

    Raises:
        PydanticCustomError: a mapping, a list or nothing stands where one value should.
    """
    if isinstance(value, Written):
        return value
    if value is None:
        raise refuse("empty-value", "värdet saknas", "skriv ett värde, eller ta bort raden")
    shape = "en lista" if isinstance(value, list) else "flera fält"
    raise refuse("not-a-value", f"här står {shape}, men det ska vara ett enda värde")


def _parsed(parse: Callable[[str], Any], kind: str, value: Written) -> Any:
    try:
        return parse(value.text)
    except NotationError as fault:
        raise refuse(kind, fault.fact, fault.remedy, fault.offset, fault.width) from None


_LONGEST_SHOWN = 60
"""So much of a long value is repeated in a message."""


def words_of(value: object) -> Words | None:
    """Return the words of ``{ord: …}``, the one way to write words where a figure could stand."""
    if isinstance(value, dict) and set(value) - {ORIGIN_KEY} == {"ord"}:
        scalar = written(value["ord"])
        return Words(scalar.text, scalar.origin)
    return None


def _text(value: object) -> str:
    return " ".join(written(value).text.split())


def _optional_text(value: object) -> str:
    return "" if value is None else _text(value)


def _figure(value: object) -> Figure:
    scalar = written(value)
    return Figure(_parsed(notation.parse_quantity, "not-a-number", scalar), scalar.origin)


def _cell(value: object) -> Figure | Words:
    return words_of(value) or _figure(value)


def _outcome(value: object) -> Figure | Answer | Words:
    if words := words_of(value):
        return words
    scalar = written(value)
    if answer := answer_of(scalar.text):
        return Answer(answer, scalar.origin)
    if not any(sign.isdigit() for sign in scalar.text) and scalar.text.strip():
        text = (
            textwrap.shorten(scalar.text, _LONGEST_SHOWN, placeholder=" …")
            or f"{scalar.text[:_LONGEST_SHOWN]} …"
        )
        remedy = f"skriv ett tal, eller Ja, Delvis eller Nej; andra ord skrivs som {{ord: {text}}}"
        raise refuse("not-a-number", f"”{text}” är inget tal", remedy)
    return _figure(value)


def answer_of(text: str) -> str:
    """Return Ja, Delvis or Nej in its one spelling, or ""."""
    return next((answer for answer in ANSWERS if text.strip().casefold() == answer.casefold()), "")


def _goalpost(value: object) -> Goalpost:
    if words := words_of(value):
        return Goalpost(WordTarget(words.words), words.origin)
    scalar = written(value)
    if answer := answer_of(scalar.text):
        return Goalpost(WordTarget(answer), scalar.origin, answer)
    return Goalpost(_parsed(notation.parse_target, "not-a-target", scalar), scalar.origin)


def _prose(value: object) -> Prose:
    if isinstance(value, Prose):
        return value
    scalar = written(value)
    return Prose(scalar.text, scalar.origin, exact="\n" not in scalar.text.rstrip("\n"))


def _reference(value: object) -> Reference:
    scalar = written(value)
    return Reference(normal_id(scalar.text), scalar.origin)


def _yes(value: object) -> bool:
    scalar = written(value)
    answer = scalar.text.strip().casefold()
    if answer not in ("ja", "nej"):
        raise refuse("not-yes-or-no", f"”{scalar.text}” är varken ja eller nej", "skriv ja eller nej")
    return answer == "ja"


def _date(value: object) -> date:
    scalar = written(value)
    try:
        if re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", scalar.text.strip()):
            return date.fromisoformat(scalar.text.strip())
    except ValueError:
        pass
    raise refuse("not-a-date", f"”{scalar.text}” är inget datum", "skriv året först, till exempel 2020-05-26")


def normal_id(text: str) -> str:
    """Return an id composed (NFC), so that å typed on a Mac is the same å."""
    return unicodedata.normalize("NFC", text.strip())


def choice(words: type[StrEnum]) -> Any:
    """Return a validator for one of a few Swedish words, the values of an enumeration."""

    def parse(value: object) -> StrEnum:
        scalar = written(value)
        known = {word.value.casefold(): word for word in words}
        found = known.get(" ".join(scalar.text.casefold().split()))
        if found is None:
            options = [word.value for word in words]
            raise refuse(
                "unknown-word", f"”{scalar.text}” är inget av orden här", did_you_mean(scalar.text, options)
            )
        return found

    return PlainValidator(parse)


Text = Annotated[str, PlainValidator(_text)]
OptionalText = Annotated[str, PlainValidator(_optional_text)]
"""A text that may be left empty."""
FigureField = Annotated[Figure, PlainValidator(_figure)]
CellField = Annotated[Figure | Words, PlainValidator(_cell)]
OutcomeField = Annotated[Figure | Answer | Words, PlainValidator(_outcome)]
TargetField = Annotated[Goalpost, PlainValidator(_goalpost)]
ProseField = Annotated[Prose, PlainValidator(_prose)]
ReferenceField = Annotated[Reference, PlainValidator(_reference)]
YesNo = Annotated[bool, PlainValidator(_yes)]
Date = Annotated[date, PlainValidator(_date)]
