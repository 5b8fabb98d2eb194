"""The last hand on a finished workbook file: what XlsxWriter has no setting for, and the same bytes every time."""

from __future__ import annotations

import re
import zipfile
from io import BytesIO

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
    The language of the document and of its charts is set, and charts say that a missing figure is a gap: left out
    it means nought to some programs. Times and systems are left out of the zip, so equal content gives equal bytes.
    """
    result = BytesIO()
    with (
        zipfile.ZipFile(BytesIO(package)) as source,
        zipfile.ZipFile(result, "w", zipfile.ZIP_DEFLATED) as target,
    ):
        for name in source.namelist():
            target.writestr(_entry(name), _touched(name, source.read(name)))
    return result.getvalue()


def _entry(name: str) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name, _STAMP)
    entry.compress_type = zipfile.ZIP_DEFLATED
    entry.create_system = _UNIX
    entry.external_attr = _READABLE
    return entry


def _touched(name: str, content: bytes) -> bytes:
    if name == "docProps/core.xml":
        text = content.decode("utf-8")
        return text.replace(_END_OF_CORE, f"<dc:language>{LANGUAGE}</dc:language>{_END_OF_CORE}").encode()
    if name.startswith("xl/charts/chart"):
        text = content.decode("utf-8").replace('"en-US"', f'"{LANGUAGE}"')
        return text.replace(_BEFORE_BLANKS, f'{_BEFORE_BLANKS}<c:dispBlanksAs val="gap"/>').encode()
    if name.startswith("xl/worksheets/sheet") and b"<v></v>" in content:
        return _EMPTY_RESULT.sub(r'<c \1 t="str">\2<v></v></c>', content.decode("utf-8")).encode()
    return content
