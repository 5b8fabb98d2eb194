"""What a single written value can be: a text, a figure, a target, yes or no; each remembers its place."""

from __future__ import annotations

import re
import unicodedata
from datetime import date
from typing import TYPE_CHECKING, Annotated, Any

from rapport import notation
from rapport.diagnostic import did_you_mean, suggest
from rapport.model.record import NOWHERE, Reads, Refused, is_words
from rapport.notation import NoNumberError, NotationError, Quantity, Target, WordTarget, format_words
from rapport.origin import Origin
from rapport.saying import Saying
from rapport.written import Mapping, Node, Scalar, Sequence, stretches

if TYPE_CHECKING:
    from collections.abc import Callable
    from enum import StrEnum
    from typing import Self


class Figure(Saying, frozen=True):
    """A number with its unit and the place where it was written."""

    quantity: Quantity
    origin: Origin


class Answer(Saying, frozen=True):
    """An outcome or a target in words that a rule understands: Ja, Delvis, Nej."""

    word: str
    origin: Origin


class Words(Saying, frozen=True):
    """A status text where a figure might stand: "Stängt", "Ej aktuellt"; shown, never computed with."""

    words: str
    origin: Origin


class Unread(Words, frozen=True):
    """Something that should be a figure and can't be read, as it stands; what is wrong with it has been told."""


class Goalpost(Saying, frozen=True):
    """A target (målnivå) with its place; ``answer`` when the target is Ja, Delvis or Nej.

    ``unread`` says that it can't be read, which has been told.
    """

    target: Target
    origin: Origin
    answer: str = ""
    unread: bool = False


class Prose(Saying, frozen=True):
    """Markdown with expressions in it, and how and where it is written (see `Scalar`)."""

    beside = ("origin", "style", "raw")

    text: str
    origin: Origin
    style: str = ""
    raw: str = ""

    def place(self, start: int, end: int) -> Origin:
        """Return where a part of the text stands in its file, as far as it is on one line."""
        return part_of(self.text, start, end, self)

    @property
    def is_blank(self) -> bool:
        """Whether it says nothing but remarks to whoever writes it."""
        return not re.sub(r"\{#.*?#\}", "", self.text, flags=re.DOTALL).strip()


class PlacedText(str):
    """A text that knows how and where it is written (see `Scalar`), and is else as any other.

    For the few texts that findings are about; a place for every text would cost more than the text.
    """

    __slots__ = ("origin", "raw", "style")
    origin: Origin
    style: str
    raw: str

    def __new__(cls, text: str = "", origin: Origin = NOWHERE, style: str = "", raw: str = "") -> Self:
        """Make a text of a place."""
        self = super().__new__(cls, text)
        self.origin, self.style, self.raw = origin, style, raw
        return self

    def place(self, start: int, end: int) -> Origin:
        """Return where a part of the text stands in its file, as far as it is on one line."""
        return part_of(self, start, end, self)


def place_of(name: str, otherwise: Origin) -> Origin:
    """Return where a name stands that may know it, such as that of a table."""
    return name.origin if isinstance(name, PlacedText) else otherwise


def part_of(text: str, start: int, end: int, how: Prose | PlacedText) -> Origin:
    """Return where a part of a text stands in its file, by how and where the whole is written."""
    parts = stretches(text, how.origin, how.style, how.raw)
    if not parts:
        return how.origin
    part = next((part for part in reversed(parts) if part.start <= start), parts[0])
    shift = min(max(0, start - part.start), part.end - part.start)
    width = max(1, min(end, part.end) - part.start - shift)
    return Origin(how.origin.path, part.line, part.column + shift, width)


class Reference(Saying, frozen=True):
    """The id of something declared elsewhere, and where it is referred to."""

    id: str
    origin: Origin

    def __str__(self) -> str:
        """Return the id."""
        return self.id


ANSWERS = ("Ja", "Delvis", "Nej")
_BY_FOLDED = {answer.casefold(): answer for answer in ANSWERS}


def written(node: Node) -> Scalar:
    """Return a scalar as written.

    Raises:
        Refused: a mapping, a list or nothing stands where one value should.
    """
    if isinstance(node, Scalar):
        if node.is_missing:
            raise Refused("empty-value", "värdet saknas", "skriv ett värde, eller ta bort raden")
        return node
    if isinstance(node, Sequence):
        shape, remedy = "en lista", "skriv ett av värdena, utan hakparenteser och streck"
    else:
        shape, remedy = "flera fält", "skriv bara värdet, utan fältnamn framför"
    raise Refused("not-a-value", f"här står {shape}, men det ska vara ett enda värde", remedy)


def _parsed(parse: Callable[[str], Any], kind: str, value: Scalar) -> Any:
    try:
        return parse(value.text)
    except NotationError as fault:
        raise Refused(kind, fault.fact, fault.remedy, fault.offset, fault.width) from None


def words_of(node: Node) -> Words | None:
    """Return the words of ``{ord: …}``, the one way to write words where a figure could stand."""
    if isinstance(node, Mapping) and is_words(node):
        scalar = written(node.entries[0].value)
        return Words(scalar.text, scalar.origin)
    return None


def _text(node: Node) -> str:
    return " ".join(written(node).text.split())


def _optional_text(node: Node) -> str:
    return "" if isinstance(node, Scalar) and node.is_missing else _text(node)


def _placed(node: Node) -> PlacedText:
    scalar = written(node)
    return PlacedText(_text(scalar), scalar.origin, scalar.style, scalar.raw)


def _optional_placed(node: Node) -> PlacedText:
    return NO_TEXT if isinstance(node, Scalar) and node.is_missing else _placed(node)


def _blank_placed(key: Scalar) -> PlacedText:
    return PlacedText("", key.origin)


def read_figure(node: Node) -> Figure:
    """Return a number with its unit.

    Raises:
        Refused: no number.
    """
    if is_words(node):
        raise Refused("not-a-value", "här ska ett tal stå, och inte ord", "skriv ett tal, till exempel 5")
    scalar = written(node)
    return Figure(_parsed(notation.parse_quantity, "not-a-number", scalar), scalar.origin)


def _cell(node: Node) -> Figure | Words:
    return words_of(node) or _figure_or_words(node, "skriv ett tal, till exempel -26 707; ord")


def _figure_or_words(node: Node, remedy: str) -> Figure:
    """Return a number where words could stand as well; ``remedy`` is what to do, as far as how words are written.

    Raises:
        Refused: no number.
    """
    scalar = written(node)
    try:
        return Figure(notation.parse_quantity(scalar.text), scalar.origin)
    except NoNumberError as fault:
        remedy = f"{remedy} skrivs som {format_words(scalar.text)}"
        raise Refused("not-a-number", fault.fact, remedy, fault.offset, fault.width) from None
    except NotationError as fault:
        raise Refused("not-a-number", fault.fact, fault.remedy, fault.offset, fault.width) from None


def _outcome(node: Node) -> Figure | Answer | Words:
    if words := words_of(node):
        return words
    scalar = written(node)
    if answer := answer_of(scalar.text):
        return Answer(answer, scalar.origin)
    return _figure_or_words(node, "skriv ett tal, eller Ja, Delvis eller Nej; andra ord")


def answer_of(text: str) -> str:
    """Return Ja, Delvis or Nej in its one spelling, or ""."""
    return _BY_FOLDED.get(text.strip().casefold(), "")


def _goalpost(node: Node) -> Goalpost:
    if words := words_of(node):
        return Goalpost(WordTarget(words.words), words.origin)
    scalar = written(node)
    if answer := answer_of(scalar.text):
        return Goalpost(WordTarget(answer), scalar.origin, answer)
    return Goalpost(_parsed(notation.parse_target, "not-a-target", scalar), scalar.origin)


def _unread(scalar: Scalar) -> Unread:
    return Unread(scalar.text, scalar.origin)


def _unread_goalpost(scalar: Scalar) -> Goalpost:
    return Goalpost(WordTarget(scalar.text), scalar.origin, unread=True)


def _prose(node: Node) -> Prose:
    scalar = written(node)
    return Prose(scalar.text, scalar.origin, scalar.style, scalar.raw)


def _reference(node: Node) -> Reference:
    scalar = written(node)
    return Reference(normal_id(scalar.text), scalar.origin)


def _references(node: Node) -> list[Reference]:
    if isinstance(node, Sequence):
        return [_reference(one) for one in node.items]
    return [] if isinstance(node, Scalar) and node.is_missing else [_reference(node)]


def _yes(node: Node) -> bool:
    scalar = written(node)
    answer = scalar.text.strip().casefold()
    if answer not in ("ja", "nej"):
        raise Refused("not-yes-or-no", f"”{scalar.text}” är varken ja eller nej", "skriv ja eller nej")
    return answer == "ja"


def _date(node: Node) -> date:
    scalar = written(node)
    try:
        if re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", scalar.text.strip()):
            return date.fromisoformat(scalar.text.strip())
    except ValueError:
        pass
    raise Refused(
        "not-a-date", f"”{scalar.text}” är inget datum", "skriv året först, till exempel 2020-05-26"
    )


def normal_id(text: str) -> str:
    """Return an id composed (NFC), so that å typed on a Mac is the same å."""
    return unicodedata.normalize("NFC", text.strip())


def choice(words: type[StrEnum], otherwise: StrEnum | None = None) -> Reads:
    """Return the mark of one of a few Swedish words, the values of an enumeration.

    A word that isn't one of them stands for the nearest; where none is near, for ``otherwise``.
    """
    known = {word.value.casefold(): word for word in words}

    def parse(node: Node) -> StrEnum:
        scalar = written(node)
        found = known.get(" ".join(scalar.text.casefold().split()))
        if found is None:
            options = [word.value for word in words]
            raise Refused(
                "unknown-word", f"”{scalar.text}” är inget av orden här", did_you_mean(scalar.text, options)
            )
        return found

    def meant(scalar: Scalar) -> StrEnum | None:
        return known.get(suggest(scalar.text, known), otherwise)

    return Reads(parse, meant)


Text = Annotated[str, Reads(_text)]
OptionalText = Annotated[str, Reads(_optional_text)]
"""A text that may be left empty."""
PlacedField = Annotated[PlacedText, Reads(_placed)]
OptionalPlaced = Annotated[PlacedText, Reads(_optional_placed)]
"""A text with a place that may be left empty."""
NO_TEXT = PlacedText()
StatusField = Annotated[PlacedText, Reads(_placed, blank=_blank_placed)]
"""How far something has come, in a word: "pågående"; an empty one stands where its key does."""
FigureField = Annotated[Figure, Reads(read_figure)]
CellField = Annotated[Figure | Words, Reads(_cell, _unread)]
OutcomeField = Annotated[Figure | Answer | Words, Reads(_outcome, _unread)]
TargetField = Annotated[Goalpost, Reads(_goalpost, _unread_goalpost)]
ProseField = Annotated[Prose, Reads(_prose)]
ReferenceField = Annotated[Reference, Reads(_reference)]
ReferencesField = Annotated[list[Reference], Reads(_references)]
"""One id or several."""
YesNo = Annotated[bool, Reads(_yes)]
Date = Annotated[date, Reads(_date)]
