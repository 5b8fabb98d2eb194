"""Syntax errors, all at once: explain the first one, mend its line in memory, parse again.

What is mended is never written to disk; it only lets the rest of the file be checked in the same run.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from yaml import MarkedYAMLError

from rapport.origin import Origin
from rapport.read.faults import MAX_DEPTH, fault, too_deep
from rapport.read.parser import syntax_error
from rapport.read.repair import Problem, Repair, View
from rapport.read.repairs import repairs
from rapport.read.source import Source

if TYPE_CHECKING:
    from yaml import YAMLError

    from rapport.diagnostic import Diagnostic

MAX_ROUNDS = 25
"""How many errors of one file are explained."""
_LETTERS_OF_ALL_ROUNDS = 12_000_000
"""A file that is too large to be hand-kept is read fewer times; each error costs several readings."""

_MAX_BRACKETS = 100
"""More open brackets than this are no slip of the hand, and cost the parser quadratic time."""

_END = (10**9, 0)
_MARKER = re.compile(r"(?:---|\.\.\.)(?=\s|$)")
_OPENING = ("unclosed-quote", "unclosed-bracket", "stray-character")


def join_documents(source: Source) -> tuple[Source, list[Diagnostic]]:
    """Return the file with the lines that begin another document blanked out and reported.

    Accepts the first of these lines and refuses the second::

        ---
        mål:
        ---
        ekonomi:
    """
    if "\n---" not in source.text and "\n..." not in source.text:
        return source, []
    lines = list(source.lines)
    findings: list[Diagnostic] = []
    for row in [row for row, line in enumerate(lines) if _MARKER.match(line)]:
        before, after = _has_content(lines[:row]), _has_content(lines[row + 1 :])
        if not before and lines[row].startswith("---"):
            continue
        if after:
            origin = Origin(source.path, row + 1, 1, 3)
            message = f"raden {lines[row][:3]} börjar ett nytt dokument i YAML"
            findings.append(
                fault("second-document", origin, message, "ta bort raden, eller dela upp filen i två")
            )
        lines[row] = "   " + lines[row][3:]
    return _with_lines(source, lines), findings


def mend(source: Source, error: YAMLError) -> tuple[Source, list[Diagnostic]]:
    """Explain the syntax errors of a file.

    Args:
        source: The file.
        error: The first error, as the parser told it.

    Returns:
        The file with its errors mended or blanked out, line for line, and one finding for each error.
    """
    lines = list(source.lines)
    problem: Problem | None = _as_problem(error, len(lines))
    bracket = _hostile_bracket(source.text)
    if problem is not None and bracket >= 0:
        return _with_lines(source, lines[: problem.row]), [_too_deep(source, bracket)]
    findings: list[Diagnostic] = []
    blamed: set[int] = set()
    rounds = max(3, min(MAX_ROUNDS, _LETTERS_OF_ALL_ROUNDS // len(source.text)))
    for _ in range(rounds):
        if problem is None:
            return _with_lines(source, lines), findings
        findings += _mend_first(View(source.path, lines, problem), blamed)
        problem = _problem(lines)
    return _cut_off(source, lines, findings, rounds)


def _mend_first(view: View, blamed: set[int]) -> list[Diagnostic]:
    """Mend the first error in place and tell of it, unless its line has been blamed before."""
    repair = _best(view)
    if repair is not None and blamed.isdisjoint(repair.rows):
        blamed.update(repair.rows)
        for row, text in repair.changes:
            view.lines[row] = text
        return [repair.finding]
    is_new = blamed.isdisjoint({view.row, view.above(view.row)})
    findings = [_unexplained(view)] if is_new else []
    blamed.update(_blank_out(view))
    return findings


def _with_lines(source: Source, lines: list[str]) -> Source:
    return Source(source.path, "\n".join(lines), tuple(lines))


def _has_content(lines: list[str]) -> bool:
    return any(line.strip() and not line.lstrip().startswith(("#", "%", "---")) for line in lines)


def _problem(lines: list[str]) -> Problem | None:
    """Return the first syntax error of some lines."""
    error = syntax_error("\n".join(lines))
    return None if error is None else _as_problem(error, len(lines))


def _as_problem(error: YAMLError, count: int) -> Problem:
    if not isinstance(error, MarkedYAMLError) or error.problem_mark is None:
        return Problem(0, 0, "", -1, "")
    context = error.context or ""
    row = min(error.problem_mark.line, count - 1)
    context_row = min(error.context_mark.line, count - 1) if error.context_mark else -1
    return Problem(row, error.problem_mark.column, context, context_row, error.problem or "")


def _hostile_bracket(text: str) -> int:
    """Return where the nesting becomes too deep in a text with absurdly many open brackets, else -1."""
    depth, place = 0, -1
    for match in re.finditer(r"[\[\]{}]", text):
        depth = depth + 1 if match[0] in "[{" else max(0, depth - 1)
        if depth > _MAX_BRACKETS:
            return place
        if depth == MAX_DEPTH + 1 and match[0] in "[{":
            place = match.start()
    return -1


def _too_deep(source: Source, place: int) -> Diagnostic:
    row = source.text.count("\n", 0, place)
    column = place - source.text.rfind("\n", 0, place)
    return too_deep(Origin(source.path, row + 1, column))


def _best(view: View) -> Repair | None:
    """Return the repair that lets the parser come furthest; among equals the most specific one."""
    best: tuple[tuple[int, int], Repair] | None = None
    here = (view.problem.row, view.problem.column)
    for repair in repairs(view):
        score = _reach(view, repair)
        opened_above = repair.finding.check in _OPENING and max(repair.rows) < view.row
        if opened_above and score > (max(repair.rows) + 1, 0) and score != here:
            return repair
        if repair.finding.check == "wrong-indent" and score[0] <= view.problem.row:
            continue
        if score > here and (best is None or score > best[0]):
            best = (score, repair)
    return best[1] if best else None


def _reach(view: View, repair: Repair) -> tuple[int, int]:
    """Return how far the parser comes with a repair made."""
    lines = view.lines.copy()
    for row, text in repair.changes:
        lines[row] = text
    problem = _problem(lines)
    return _END if problem is None else (problem.row, problem.column)


def _unexplained(view: View) -> Diagnostic:
    """Say what little can be said of an error that no rule knows."""
    text = view.lines[view.row]
    width = len(text.strip())
    origin = Origin(view.path, view.row + 1, len(text) - len(text.lstrip()) + 1, max(1, width))
    message = "raden går inte att förstå"
    remedy = "kontrollera indrag, kolon, citattecken och parenteser här och på raden ovanför"
    return fault("syntax-error", origin, message, remedy)


def _blank_out(view: View) -> set[int]:
    """Take the faulty line, and what stands indented below it, out of the text."""
    first, last = view.row, view.row
    if "flow" in view.problem.context and view.problem.context_row >= 0:
        first = min(first, view.problem.context_row)
    indent = view.line(first).column
    while last + 1 < len(view.lines) and (
        view.line(last + 1).is_blank or view.line(last + 1).column > indent
    ):
        last += 1
    for row in range(first, last + 1):
        view.lines[row] = ""
    return {first, view.row}


def _cut_off(
    source: Source, lines: list[str], findings: list[Diagnostic], rounds: int
) -> tuple[Source, list[Diagnostic]]:
    """Give up on the rest of a file with too many errors."""
    problem = _problem(lines)
    if problem is not None:
        origin = Origin(source.path, problem.row + 1)
        message = f"filen har fler än {rounds} fel; resten har inte lästs"
        findings.append(fault("too-many-errors", origin, message, "rätta felen ovan och kontrollera igen"))
        lines = lines[: problem.row] + [""] * (len(lines) - problem.row)
    return _with_lines(source, lines), findings
