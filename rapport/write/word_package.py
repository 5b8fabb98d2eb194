"""A Word file as parts: read from a template, packed so that the same parts always give the same bytes."""

from __future__ import annotations

import io
import re
import zipfile
from typing import TYPE_CHECKING

from rapport.write.package import DAMAGED, NotAPackageError, PackageError, open_package, open_part
from rapport.write.word_text import escape

if TYPE_CHECKING:
    from collections.abc import Mapping

CONTENT_TYPES = "[Content_Types].xml"
RELATIONS = "word/_rels/document.xml.rels"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PARTS = "application/vnd.openxmlformats-officedocument.wordprocessingml"
XML_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'

MOST_BYTES = 200_000_000
"""How large a template may be unpacked, pictures and all."""
_FIRST = (CONTENT_TYPES, "_rels/.rels")
_EPOCH = (1980, 1, 1, 0, 0, 0)
_PACKING = 6
_UNDATED = "1980-01-01"
_LEFT_OUT = re.compile(r"word/vba(Project|Data)|word/_rels/vba|docProps/thumbnail|word/attachedToolbars")
"""Macros and the picture of another document don't follow into a report."""


class TemplateError(Exception):
    """The Word template can't be used; the message says why, in Swedish."""


def unpacked(template: bytes) -> dict[str, bytes]:
    """Return the parts of a template by name, without macros and thumbnail.

    Raises:
        TemplateError: the bytes are no Word file.
    """
    try:
        with open_package(template, MOST_BYTES) as package:
            parts = {name: _part(package, name) for name in package.namelist() if not name.endswith("/")}
    except NotAPackageError as error:
        raise TemplateError("Word-mallen går inte att läsa: det är inte en .docx-fil.") from error
    except PackageError as error:
        raise TemplateError(f"Word-mallen {error}.") from error
    except DAMAGED as error:
        raise TemplateError("Word-mallen är skadad eller krypterad; öppna och spara den i Word.") from error
    missing = [name for name in (CONTENT_TYPES, "word/document.xml", "word/styles.xml") if name not in parts]
    if missing:
        raise TemplateError(f"Word-mallen går inte att använda: den saknar {missing[0]}.")
    return _plain(parts)


def _part(package: zipfile.ZipFile, name: str) -> bytes:
    if not name.endswith((".xml", ".rels")):
        return package.read(name)
    with open_part(package, name) as part:
        content = part.read()
    content.decode()  # what isn't UTF-8 is damage: everything below takes it for text
    return content


def _plain(parts: dict[str, bytes]) -> dict[str, bytes]:
    """Turn templates (.dotx, .dotm) and documents with macros into plain documents."""
    kept = {name: part for name, part in parts.items() if not _LEFT_OUT.match(name)}
    types = kept[CONTENT_TYPES].decode()
    types = re.sub(
        r'ContentType="[^"]*(?:template|macroEnabled)[^"]*main\+xml"',
        f'ContentType="{PARTS}.document.main+xml"',
        types,
    )
    gone = r'<Override [^>]*PartName="/(?:word/vba(?:Project|Data)|docProps/thumbnail|word/attachedToolbars)[^>]*/>'
    kept[CONTENT_TYPES] = re.sub(gone, "", types).encode()
    for name in [name for name in kept if name.endswith(".rels")]:
        target = r'<Relationship [^>]*Target="[^"]*(?:vba(?:Project|Data)|thumbnail|attachedToolbars)[^>]*/>'
        kept[name] = re.sub(target, "", kept[name].decode()).encode()
    return kept


def packed(parts: Mapping[str, bytes]) -> bytes:
    """Return the parts as a file: fixed order, fixed stamps, nothing of the machine or the clock."""
    names = [name for name in _FIRST if name in parts] + sorted(parts.keys() - set(_FIRST))
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=_PACKING) as package:
        for name in names:
            entry = zipfile.ZipInfo(name, _EPOCH)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 0
            entry.external_attr = 0
            package.writestr(entry, parts[name])
    return target.getvalue()


def related(parts: dict[str, bytes], kind: str, target: str, content_type: str) -> None:
    """Make a part known to the document, unless it already is."""
    relations = parts[RELATIONS].decode()
    if f"{OFFICE}/{kind}" not in relations:
        element = f'<Relationship Id="rIdRapport_{kind}" Type="{OFFICE}/{kind}" Target="{target}"/>'
        parts[RELATIONS] = relations.replace("</Relationships>", f"{element}</Relationships>").encode()
    types = parts[CONTENT_TYPES].decode()
    if f'PartName="/word/{target}"' not in types:
        element = f'<Override PartName="/word/{target}" ContentType="{content_type}"/>'
        parts[CONTENT_TYPES] = types.replace("</Types>", f"{element}</Types>").encode()


def add_part(parts: dict[str, bytes], name: str, content: bytes, content_type: str) -> None:
    """Add a part of its own content type."""
    parts[name] = content
    element = f'<Override PartName="/{name}" ContentType="{content_type}"/>'
    types = parts[CONTENT_TYPES].decode()
    parts[CONTENT_TYPES] = types.replace("</Types>", f"{element}</Types>").encode()


def relate(parts: dict[str, bytes], key: str, kind: str, target: str) -> None:
    """Let the document refer to a part by a key of its own."""
    element = f'<Relationship Id="{key}" Type="{OFFICE}/{kind}" Target="{target}"/>'
    relations = parts[RELATIONS].decode()
    parts[RELATIONS] = relations.replace("</Relationships>", f"{element}</Relationships>").encode()


def with_links(parts: dict[str, bytes], links: Mapping[str, str]) -> None:
    """Add the outside addresses that the text links to, by relationship id."""
    elements = "".join(
        f'<Relationship Id="{key}" Type="{OFFICE}/hyperlink" Target="{escape(address)}" TargetMode="External"/>'
        for address, key in links.items()
    )
    parts[RELATIONS] = (
        parts[RELATIONS].decode().replace("</Relationships>", f"{elements}</Relationships>").encode()
    )


def with_properties(
    parts: dict[str, bytes], *, title: str, creator: str, subject: str, date: str, language: str
) -> None:
    """Write the document's properties; its dates are the document's own."""
    day = date if re.fullmatch(r"\d{4}-\d{2}-\d{2}", date) else _UNDATED
    parts["docProps/core.xml"] = (
        f'{XML_HEAD}<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"'
        ' xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/"'
        ' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f"<dc:title>{escape(title)}</dc:title><dc:subject>{escape(subject)}</dc:subject>"
        f"<dc:creator>{escape(creator)}</dc:creator><cp:lastModifiedBy>{escape(creator)}</cp:lastModifiedBy>"
        f"<cp:revision>1</cp:revision>"
        f'<dcterms:created xsi:type="dcterms:W3CDTF">{day}T00:00:00Z</dcterms:created>'
        f'<dcterms:modified xsi:type="dcterms:W3CDTF">{day}T00:00:00Z</dcterms:modified>'
        f"<dc:language>{escape(language)}</dc:language></cp:coreProperties>"
    ).encode()
    _announce_properties(parts)


def _announce_properties(parts: dict[str, bytes]) -> None:
    types = parts[CONTENT_TYPES].decode()
    if "core-properties+xml" not in types:
        kind = "application/vnd.openxmlformats-package.core-properties+xml"
        element = f'<Override PartName="/docProps/core.xml" ContentType="{kind}"/>'
        parts[CONTENT_TYPES] = types.replace("</Types>", f"{element}</Types>").encode()
    relations = parts["_rels/.rels"].decode()
    if "metadata/core-properties" not in relations:
        kind = "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties"
        element = f'<Relationship Id="rIdRapport_core" Type="{kind}" Target="docProps/core.xml"/>'
        parts["_rels/.rels"] = relations.replace("</Relationships>", f"{element}</Relationships>").encode()
