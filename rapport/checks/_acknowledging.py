"""Acknowledgements matched with the findings that they let stand."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

from msgspec.structs import replace

from rapport.diagnostic import Diagnostic, Level

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from rapport.model.acknowledgement import Acknowledgement

Key = tuple[str, str]

_QUOTED = re.compile("”([^”]+)”")


def with_subject(finding: Diagnostic) -> Diagnostic:
    """Return a finding that names what it is about; else what its message quotes first, such as words of a text."""
    quoted = None if finding.subject else _QUOTED.search(finding.message)
    return replace(finding, subject=quoted[1]) if quoted else finding


def key_of(check: str, subject: str) -> Key:
    """Return what an acknowledgement and its finding have in common."""
    return check.strip("[]"), unicodedata.normalize("NFC", subject).casefold()


def named(acknowledgement: Acknowledgement) -> Key:
    """Return what an acknowledgement is about."""
    return key_of(acknowledgement.check.id, acknowledgement.subject)


def acknowledged(
    findings: Iterable[Diagnostic], acknowledgements: Sequence[Acknowledgement]
) -> list[Diagnostic]:
    """Return the findings, those let stand with the reason why; errors and unreasoned ones stay as they are."""
    reasons = {named(entry): _signed(entry) for entry in acknowledgements if entry.reason}
    return [_marked(finding, reasons) for finding in findings]


def _marked(finding: Diagnostic, reasons: dict[Key, str]) -> Diagnostic:
    reason = reasons.get(key_of(finding.check, finding.subject)) if finding.subject else None
    if reason is None or finding.acknowledged or finding.level is Level.ERROR:
        return finding
    return replace(finding, acknowledged=reason)


def _signed(acknowledgement: Acknowledgement) -> str:
    """Return the reason with who gave it and when."""
    date = acknowledgement.date.isoformat() if acknowledgement.date else ""
    by = ", ".join(part for part in (acknowledgement.role, date) if part)
    return f"{acknowledgement.reason} ({by})" if by else acknowledgement.reason
