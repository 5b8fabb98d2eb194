"""The last hand on a finished workbook file: what XlsxWriter has no setting for, and the same bytes every time."""

from __future__ import annotations

import re
import zipfile
from io import BytesIO
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

LANGUAGE = "sv-SE"
_STAMP = (1980, 1, 1, 0, 0, 0)
"""The earliest time that a zip file can hold."""
_UNIX = 3
_READABLE = 0o600 << 16

_EMPTY_RESULT = re.compile(r"<c ([^>]*)>(<f>[^<]*</f>)<v></v></c>")
_BEFORE_BLANKS = '<c:plotVisOnly val="1"/>'
_END_OF_CORE = "</cp:coreProperties>"


def finished(package: bytes) -> bytes:
    """Return a workbook file with its last details in place.

    An empty text as the result of a formula is marked as text: without the mark it reads as never calculated.
    """
    with zipfile.ZipFile(BytesIO(package)) as source:
        return packed({name: _calculated(name, source.read(name).decode()) for name in source.namelist()})


def packed(parts: Mapping[str, str]) -> bytes:
    """Return the parts of a workbook as a file, with their last details in place.

    The language of the document and of its charts is set, and charts say that a missing figure is a gap: left out
    it means nought to some programs. Times and systems are left out of the zip, so equal content gives equal bytes.
    """
    result = BytesIO()
    with zipfile.ZipFile(result, "w", zipfile.ZIP_DEFLATED) as target:
        for name, content in parts.items():
            target.writestr(_entry(name), _touched(name, content).encode())
    return result.getvalue()


def _entry(name: str) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name, _STAMP)
    entry.compress_type = zipfile.ZIP_DEFLATED
    entry.create_system = _UNIX
    entry.external_attr = _READABLE
    return entry


def _calculated(name: str, content: str) -> str:
    if name.startswith("xl/worksheets/sheet") and "<v></v>" in content:
        return _EMPTY_RESULT.sub(r'<c \1 t="str">\2<v></v></c>', content)
    return content


def _touched(name: str, content: str) -> str:
    if name == "docProps/core.xml":
        return content.replace(_END_OF_CORE, f"<dc:language>{LANGUAGE}</dc:language>{_END_OF_CORE}")
    if name.startswith("xl/charts/chart"):
        swedish = content.replace('"en-US"', f'"{LANGUAGE}"')
        return swedish.replace(_BEFORE_BLANKS, f'{_BEFORE_BLANKS}<c:dispBlanksAs val="gap"/>')
    return content
