"""The YAML parser: libyaml where it is installed, otherwise the same thing in Python, only slower."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from yaml import YAMLError
from yaml.parser import Parser as _PythonEvents
from yaml.reader import Reader
from yaml.scanner import Scanner

if TYPE_CHECKING:
    from collections.abc import Callable


class PythonParser(Reader, Scanner, _PythonEvents):
    """Events without libyaml."""

    def __init__(self, text: str) -> None:
        Reader.__init__(self, text)
        Scanner.__init__(self)
        _PythonEvents.__init__(self)

    def raw_parse(self) -> None:
        """Read to the end, only to see whether it can be done.

        Raises:
            YAMLError: a syntax error.
        """
        next_event: Callable[[], Any] = self.get_event
        while next_event() is not None:
            pass


def _parser() -> Callable[[str], Any]:
    try:
        from yaml._yaml import CParser  # noqa: PLC0415 - it is missing where libyaml is
    except ImportError:
        return PythonParser
    return CParser


Parser = _parser()
"""Takes a text; ``get_event`` gives one event at a time, ``raw_parse`` only reads through."""


def syntax_error(text: str) -> YAMLError | None:
    """Return the first syntax error of a text, None when there is none."""
    try:
        Parser(text).raw_parse()
    except YAMLError as error:
        return error
    return None
