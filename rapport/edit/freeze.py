"""Decided periods (rapport freeze): the sums of what a report was made from, and why a new build differs from it."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from msgspec import Struct, field

from rapport import __version__
from rapport.checks.changed_after_freeze import changes, rests_on
from rapport.compose.template_texts import with_included
from rapport.diagnostic import Diagnostic, Level
from rapport.edit.yaml_value import as_yaml
from rapport.notation import format_period
from rapport.read.project import LAYOUT_FILE
from rapport.read.sums import TEMPLATES, template_sums, text_sum
from rapport.rules.fingerprint import fingerprint

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date
    from pathlib import Path

    from rapport.model.decision import Decision, RevokedDecision
    from rapport.notation import Period
    from rapport.read.project import Read
    from rapport.rules.results import Results

DECISION_FILE = "beslutad.yaml"
"""Where the decision stands, in the period's folder."""

FREEZE_FAULTS = {
    "other-than-decided": "ett bygge av en beslutad period ger ett annat dokument än det beslutade"
}

_HEAD = (
    "# Skriven av rapport freeze. Summorna visar om något har ändrats efter beslutet, så ändra inget här för hand.\n"
    '# Beslutet hävs med   rapport freeze {code} --thaw "skäl"\n'
)


def decision_path(root: Path, period: Period) -> Path:
    """Return where the decision on a period stands, or will stand."""
    year = root / "data" / str(period.year)
    folders = [child for child in year.iterdir() if child.is_dir()] if year.is_dir() else []
    own = next((f for f in folders if f.name.casefold() == period.part.casefold()), year / period.part)
    return own / DECISION_FILE


class Basis(Struct, frozen=True):
    """What a frozen period is made of: its content's sum, and the sums of files and documents by name."""

    content: str
    files: Mapping[str, str]
    documents: Mapping[str, str] = field(default_factory=dict)


def basis(read: Read, results: Results, reports: Iterable[str], folders: Iterable[Path]) -> Basis:
    """Return what a period's documents follow from.

    Args:
        read: The project as read.
        results: What the period states.
        reports: The reports that are built for it, whose templates count.
        folders: Where templates are looked for.
    """
    period = results.period
    year = f"data/{period.year}/"
    own = f"{year}{period.part}/{DECISION_FILE}".casefold()
    data = {
        path: text_sum(source.text)
        for path, source in read.sources.items()
        if f"/{year}" in f"/{path}" and path.casefold() != own and rests_on(path, period)
    }
    places = list(folders)
    names = {f"{results.plan.templates.get(report, report)}.md.j2" for report in reports}
    looks = {results.plan.word_template, LAYOUT_FILE}
    templates = {f"{TEMPLATES}{name}" for name in with_included(names, places) | looks}
    return Basis(fingerprint(results), data | dict(sorted(template_sums(templates, places).items())))


def document_sums(documents: Mapping[str, bytes]) -> dict[str, str]:
    """Return the sums (SHA-256) of documents by name."""
    return {name: hashlib.sha256(content).hexdigest() for name, content in documents.items()}


def decision_file(results: Results, made: Basis, day: date, reference: str) -> str:
    """Return the text of the file that records a decision; decisions taken back before it are kept."""
    lines = ["beslut:", f"  datum: {day.isoformat()}"]
    if reference:
        lines.append(f"  ärende: {as_yaml(reference)}")
    lines += [f"  program: {as_yaml(__version__)}", f"  innehåll: {made.content}"]
    for key, sums in (("filer", made.files), ("dokument", made.documents)):
        lines.append(f"  {key}:")
        lines += [f"    {as_yaml(name)}: {total}" for name, total in sums.items()]
    head = _HEAD.format(code=format_period(results.period))
    return head + "\n".join(lines) + "\n" + _revoked(results.report.revoked)


def thawed_file(results: Results, day: date, reason: str) -> str:
    """Return the text of the file after a decision has been taken back.

    Raises:
        ValueError: the period isn't frozen.
    """
    decision = results.report.decision
    if decision is None:
        raise ValueError(format_period(results.period))
    head = f"# Skriven av rapport freeze: beslut om {format_period(results.period)} som har hävts.\n"
    lines = [f"  - datum: {decision.date.isoformat()}"]
    if decision.reference:
        lines.append(f"    ärende: {as_yaml(decision.reference)}")
    lines += [f"    hävt: {day.isoformat()}", f"    motivering: {as_yaml(reason, indent=4)}"]
    earlier = _revoked(results.report.revoked) or "hävda_beslut:\n"
    return head + earlier + "\n".join(lines) + "\n"


def _revoked(revoked: Iterable[RevokedDecision]) -> str:
    """Return decisions that were taken back as YAML; "" when there are none."""
    lines: list[str] = []
    for one in revoked:
        lines.append(f"  - datum: {one.date.isoformat()}")
        if one.reference:
            lines.append(f"    ärende: {as_yaml(one.reference)}")
        lines += [f"    hävt: {one.revoked.isoformat()}", f"    motivering: {as_yaml(one.reason, indent=4)}"]
    return "\n".join(["hävda_beslut:", *lines]) + "\n" if lines else ""


def departures(
    decision: Decision, documents: Mapping[str, bytes], read: Read, period: Period
) -> list[Diagnostic]:
    """Return the documents that differ from the decided ones of the same name, each with the reason.

    Args:
        decision: What was decided.
        documents: The new documents by name; those that no decision is about are passed over.
        read: The project as it is now.
        period: The period.
    """
    made = document_sums(documents)
    differing = [name for name, was in decision.documents.items() if made.get(name, was) != was]
    reason = _reason(changes(decision, read.project.years[period.year].sums, period), decision)
    code = format_period(period)
    return [
        Diagnostic(
            "other-than-decided",
            Level.ERROR,
            decision.origin,
            f"{name} blir inte som den var när den beslutades {decision.date.isoformat()}: {reason}",
            f'--force skriver ändå; vill du ändra rapporten, häv beslutet: rapport freeze {code} --thaw "skäl"',
        )
        for name in differing
    ]


def _reason(changed: Mapping[str, str], decision: Decision) -> str:
    if changed:
        # A line moved in the plan changes no figure, but the appendix says on which line each was written.
        return ", ".join(f"{path} {what}" for path, what in changed.items())
    if decision.program != __version__:
        return f"den byggdes med rapport {decision.program or 'i en okänd version'}, det här är {__version__}"
    return (
        "uppgifter, mallar och program är desamma, så det är något i datorn som skiljer: LibreOffice, som fyller i "
        "innehållets sidnummer, eller ett bibliotek i en annan version"
    )
