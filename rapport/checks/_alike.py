"""Names that are the same to a reader: written in another way, or with a letter wrong."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from difflib import SequenceMatcher
from functools import lru_cache
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

T = TypeVar("T")

_WORD = re.compile(r"\w+")
_LONG = 6
"""Shortest word that may have a letter wrong; shorter ones are other words (vuxna, vuxen)."""
_STEM = 3
"""Misspelled words begin the same."""
_NEAR = 0.85
_DEFINITE = re.compile(
    "[aeiouyåäö](?:n|t|na|rna)|[^aeiouyåäö](?:en|et|ena|arna|erna|orna)|[lr]n|rna|na"  # the letter before, the ending
)
"""What makes a noun definite: bibliotek-en, skola-n, gårdar-na."""


@lru_cache(maxsize=65536)
def words_of(name: str) -> tuple[str, ...]:
    """Return a name's words: case, signs and hyphens don't count, & is och."""
    text = unicodedata.normalize("NFC", name).casefold().replace("&", " och ")
    return tuple(_WORD.findall(text))


def alike(one: str, two: str) -> bool:
    """Whether two names are the same but for the writing or a letter in one long word."""
    first, second = words_of(one), words_of(two)
    if len(first) != len(second):
        return False
    differing = [(a, b) for a, b in zip(first, second, strict=True) if a != b]
    return not differing or (len(differing) == 1 and _misspelled(*differing[0]))


def spelled_otherwise(one: str, two: str) -> bool:
    """Whether two names are alike, and not just one of them definite: Bibliotek, Biblioteken."""
    pairs = zip(words_of(one), words_of(two), strict=False)
    return alike(one, two) and not any(_is_definite_form(a, b) for a, b in pairs if a != b)


def _is_definite_form(one: str, two: str) -> bool:
    """Whether one word is the other one's definite form."""
    short, long = sorted((one, two), key=len)
    return long.startswith(short) and _DEFINITE.fullmatch(long, len(short) - 1) is not None


def _misspelled(one: str, two: str) -> bool:
    if not (_may_be_misspelled(one) and _may_be_misspelled(two)) or one[:_STEM] != two[:_STEM]:
        return False
    return SequenceMatcher(None, one, two, autojunk=False).ratio() >= _NEAR


def _may_be_misspelled(word: str) -> bool:
    return len(word) >= _LONG and word.isalpha()


def _shape(words: tuple[str, ...]) -> tuple[str, ...]:
    """Return what all names that are alike have in common: every word, or how it begins if it may be misspelled."""
    return tuple(word[:_STEM] if _may_be_misspelled(word) else word for word in words)


def earlier_alike(
    things: Iterable[T], name: Callable[[T], str], are_alike: Callable[[str, str], bool] = alike
) -> Iterator[tuple[T, T]]:
    """Yield each thing with the first thing before it that has a name like its own.

    Args:
        things: What has names.
        name: Gives the name of one.
        are_alike: Tells which names are; names that `alike` tells apart can't be.
    """
    shapes: dict[tuple[str, ...], list[T]] = defaultdict(list)
    for thing in things:
        words = words_of(name(thing))
        if not words:
            continue
        known = shapes[_shape(words)]
        first = next((other for other in known if are_alike(name(other), name(thing))), None)
        if first is None:
            known.append(thing)
        else:
            yield thing, first
