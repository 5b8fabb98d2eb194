"""Builds the Word files in templates/ that carry the looks, from nothing but the text in this project.

There are two: ``rapport.docx`` and, for those who want another, ``rapport-klassisk.docx``. Run it after a change of
the palette or the styles: ``python tools/build_word_template.py``.
"""

from __future__ import annotations

import zlib
from pathlib import Path
from typing import TYPE_CHECKING

from rapport.write import (
    palette,
    word_cover,
    word_lists,
    word_look,
    word_package,
    word_slots,
    word_style_sheet,
    word_styles,
)
from rapport.write.word_package import CONTENT_TYPES, OFFICE, PARTS, XML_HEAD
from rapport.write.word_text import field, paragraph, run

if TYPE_CHECKING:
    from rapport.write.word_look import Look

FOLDER = Path(__file__).resolve().parent.parent / "templates"
LOOKS = {"rapport.docx": word_look.NEUTRAL, "rapport-klassisk.docx": word_look.CLASSIC}
MAIN = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
DRAWING = "http://schemas.openxmlformats.org/drawingml/2006/main"
DRAWING_PLACE = "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
PICTURE = "http://schemas.openxmlformats.org/drawingml/2006/picture"
SHIELD = 240
"""The placeholder's height and width in points of the picture."""
NAMESPACES = f'xmlns:w="{MAIN}" xmlns:r="{OFFICE}"'

DOCUMENT_PARTS = (
    ("styles", "styles.xml", f"{PARTS}.styles+xml"),
    ("settings", "settings.xml", f"{PARTS}.settings+xml"),
    ("numbering", "numbering.xml", f"{PARTS}.numbering+xml"),
    ("fontTable", "fontTable.xml", f"{PARTS}.fontTable+xml"),
    ("theme", "theme/theme1.xml", "application/vnd.openxmlformats-officedocument.theme+xml"),
    ("header", "header1.xml", f"{PARTS}.header+xml"),
    ("footer", "footer1.xml", f"{PARTS}.footer+xml"),
    ("header", "header2.xml", f"{PARTS}.header+xml"),
    ("footer", "footer2.xml", f"{PARTS}.footer+xml"),
)
"""Relation, file and content type of what belongs to the document; the second header and footer lie down."""
FIRST_FURNITURE = 6
"""The place of the first header among them, counted from one."""
LOGO_PARTS = (
    ("header", "header3.xml", f"{PARTS}.header+xml"),
    ("footer", "footer3.xml", f"{PARTS}.footer+xml"),
)
"""What the first page of the classic look has: a place for the coat of arms, and nothing below."""
LOGO = "media/logotyp.png"
LOGO_SIDE = 900000
"""Its height and width on the page, in units of DrawingML: 25 millimetres."""


def main() -> None:
    """Write the templates."""
    FOLDER.mkdir(exist_ok=True)
    for name, look in LOOKS.items():
        (FOLDER / name).write_bytes(template(look))


def template(look: Look = word_look.NEUTRAL) -> bytes:
    """Return a template, the same bytes every time."""
    landscape = palette.PAGE_HEIGHT - look.left - look.right
    parts = {
        CONTENT_TYPES: content_types(look),
        "_rels/.rels": package_relations(),
        word_package.RELATIONS: document_relations(look),
        "docProps/app.xml": application(),
        "word/document.xml": story(look),
        "word/styles.xml": styles(look),
        "word/settings.xml": settings(),
        "word/numbering.xml": numbering(look),
        "word/fontTable.xml": fonts(look),
        "word/theme/theme1.xml": theme(look),
        "word/header1.xml": header(look, look.text_width),
        "word/footer1.xml": footer(look, look.text_width),
        "word/header2.xml": header(look, landscape),
        "word/footer2.xml": footer(look, landscape),
    }
    if look.is_classic:
        parts["word/header3.xml"] = logo_header()
        parts["word/footer3.xml"] = empty_footer()
        parts["word/_rels/header3.xml.rels"] = logo_relation()
    encoded = {name: f"{XML_HEAD}{xml}".encode() for name, xml in parts.items()}
    if look.is_classic:
        encoded[f"word/{LOGO}"] = placeholder()
    word_package.with_properties(
        encoded, title="Rapport", creator="rapport", subject="Wordmall", date="2020-01-01", language="sv-SE"
    )
    return word_package.packed(encoded)


def document_parts(look: Look) -> tuple[tuple[str, str, str], ...]:
    """Return relation, file and content type of what belongs to the document."""
    return DOCUMENT_PARTS + LOGO_PARTS if look.is_classic else DOCUMENT_PARTS


def content_types(look: Look) -> str:
    """Return which part is of which kind."""
    overrides = [(f"word/{target}", kind) for _, target, kind in document_parts(look)]
    overrides.append(("word/document.xml", f"{PARTS}.document.main+xml"))
    overrides.append(
        ("docProps/app.xml", "application/vnd.openxmlformats-officedocument.extended-properties+xml")
    )
    elements = "".join(
        f'<Override PartName="/{name}" ContentType="{kind}"/>' for name, kind in sorted(overrides)
    )
    pictures = '<Default Extension="png" ContentType="image/png"/>' if look.is_classic else ""
    return (
        f'<Types xmlns="{PACKAGE}/content-types">{pictures}'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{elements}</Types>'
    )


def package_relations() -> str:
    """Return where the document is."""
    return (
        f'<Relationships xmlns="{PACKAGE}/relationships">'
        f'<Relationship Id="rId1" Type="{OFFICE}/officeDocument" Target="word/document.xml"/>'
        f'<Relationship Id="rId2" Type="{OFFICE}/extended-properties" Target="docProps/app.xml"/></Relationships>'
    )


def document_relations(look: Look) -> str:
    """Return the parts of the document by number."""
    elements = "".join(
        f'<Relationship Id="rId{place}" Type="{OFFICE}/{kind}" Target="{target}"/>'
        for place, (kind, target, _) in enumerate(document_parts(look), 1)
    )
    return f'<Relationships xmlns="{PACKAGE}/relationships">{elements}</Relationships>'


def application() -> str:
    """Return which program made the file."""
    address = "http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"
    return f'<Properties xmlns="{address}"><Application>rapport</Application></Properties>'


def control(tag: str, content: str, number: int) -> str:
    """Return a content control that the writer finds by its tag."""
    return (
        f'<w:sdt><w:sdtPr><w:alias w:val="{word_slots.LABELS[tag]}"/><w:tag w:val="{tag}"/><w:id w:val="{number}"/></w:sdtPr>'
        f"<w:sdtContent>{content}</w:sdtContent></w:sdt>"
    )


def story(look: Look) -> str:
    """Return the cover and the place of the body, first upright, then on a landscape page."""
    cover = "".join(
        paragraph(word_styles.style_id(style), control(tag, run(word_slots.placeholder(tag)), 1000 + place))
        for place, (tag, style) in enumerate(word_cover.PARAGRAPHS)
    )
    body_style = word_styles.style_id(word_styles.BODY)
    # within a paragraph, because LibreOffice keeps no control around one
    fact = paragraph(
        word_styles.style_id(word_styles.COVER_FACT),
        control(word_slots.FACTS, run(word_slots.placeholder(word_slots.FACTS)), 1100),
    )
    upright = paragraph(
        body_style,
        control(word_slots.BODY, run(word_slots.placeholder(word_slots.BODY)), 1101),
        f"<w:pageBreakBefore/>{section(look, FIRST_FURNITURE)}",
    )
    sample = paragraph(
        body_style,
        control(word_slots.SAMPLE, run(word_slots.placeholder(word_slots.SAMPLE)), 1102),
    )
    return (
        f"<w:document {NAMESPACES}><w:body>{cover}{fact}{upright}{sample}"
        f"{section(look, FIRST_FURNITURE + 2, landscape=True)}</w:body></w:document>"
    )


def section(look: Look, first_relation: int, *, landscape: bool = False) -> str:
    """Return a page set-up with its header and footer."""
    width, height = palette.PAGE_WIDTH, palette.PAGE_HEIGHT
    size = (
        f'w:w="{height}" w:h="{width}" w:orient="landscape"' if landscape else f'w:w="{width}" w:h="{height}"'
    )
    title_page = "" if landscape else "<w:titlePg/>"
    top = palette.LANDSCAPE_TOP if landscape else look.top
    bottom = palette.LANDSCAPE_BOTTOM if landscape else look.bottom
    first = len(DOCUMENT_PARTS) + 1
    cover = ""
    if look.is_classic and not landscape:
        cover = (
            f'<w:headerReference w:type="first" r:id="rId{first}"/>'
            f'<w:footerReference w:type="first" r:id="rId{first + 1}"/>'
        )
    return (
        f'<w:sectPr><w:headerReference w:type="default" r:id="rId{first_relation}"/>'
        f'<w:footerReference w:type="default" r:id="rId{first_relation + 1}"/>{cover}<w:pgSz {size}/>'
        f'<w:pgMar w:top="{top}" w:right="{look.right}" w:bottom="{bottom}"'
        f' w:left="{look.left}" w:header="{palette.HEADER_DISTANCE}" w:footer="{palette.FOOTER_DISTANCE}"'
        f' w:gutter="0"/><w:cols w:space="708"/>{title_page}</w:sectPr>'
    )


def _right_tab(look: Look, width: int) -> str:
    """Return a right tab at the margin, in place of the one in the style when the page is wider."""
    if width == look.text_width:
        return ""
    return f'<w:tabs><w:tab w:val="clear" w:pos="{look.text_width}"/><w:tab w:val="right" w:pos="{width}"/></w:tabs>'


def header(look: Look, width: int) -> str:
    """Return the header: title to the left, committee to the right; in the classic look the other way around."""
    ends = [
        control("rapport.titelrad", run(word_slots.placeholder("rapport.titelrad")), 1200),
        control("rapport.sidhuvud", run(word_slots.placeholder("rapport.sidhuvud")), 1201),
    ]
    content = "<w:r><w:tab/></w:r>".join(reversed(ends) if look.is_classic else ends)
    return f"<w:hdr {NAMESPACES}>{paragraph('Header', content, _right_tab(look, width))}</w:hdr>"


def footer(look: Look, width: int) -> str:
    """Return the footer: municipality and date to the left, page to the right."""
    pages = run("Sida ") + field("PAGE", run("2")) + run(" av ") + field("NUMPAGES", run("2"))
    content = (
        control("rapport.sidfot", run(word_slots.placeholder("rapport.sidfot")), 1202)
        + f"<w:r><w:tab/></w:r>{pages}"
    )
    return f"<w:ftr {NAMESPACES}>{paragraph('Footer', content, _right_tab(look, width))}</w:ftr>"


def logo_header() -> str:
    """Return the header of the first page: a picture control, centred."""
    size = f'cx="{LOGO_SIDE}" cy="{LOGO_SIDE}"'
    alternative = "Klicka för att byta till kommunens vapen eller logotyp"
    picture = (
        f'<w:r><w:drawing><wp:inline xmlns:wp="{DRAWING_PLACE}" distT="0" distB="0" distL="0" distR="0">'
        f'<wp:extent {size}/><wp:docPr id="1300" name="Logotyp" descr="Kommunens vapen eller logotyp"/>'
        f'<a:graphic xmlns:a="{DRAWING}"><a:graphicData uri="{PICTURE}"><pic:pic xmlns:pic="{PICTURE}">'
        '<pic:nvPicPr><pic:cNvPr id="1300" name="Logotyp"/><pic:cNvPicPr/></pic:nvPicPr>'
        '<pic:blipFill><a:blip r:embed="rId1"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill>'
        f'<pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext {size}/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom>'
        "</pic:spPr></pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>"
    )
    slot = (
        f'<w:sdt><w:sdtPr><w:alias w:val="{alternative}"/><w:tag w:val="logotyp"/><w:id w:val="1301"/><w:picture/>'
        f"</w:sdtPr><w:sdtContent>{picture}</w:sdtContent></w:sdt>"
    )
    plain = '<w:pBdr><w:bottom w:val="nil"/></w:pBdr><w:jc w:val="center"/>'
    return f"<w:hdr {NAMESPACES}>{paragraph('Header', slot, plain)}</w:hdr>"


def empty_footer() -> str:
    """Return the footer of the first page, where a file must have a paragraph."""
    plain = '<w:pBdr><w:top w:val="nil"/></w:pBdr>'
    return f"<w:ftr {NAMESPACES}>{paragraph('Footer', '', plain)}</w:ftr>"


def logo_relation() -> str:
    """Return where the picture of the first header is."""
    element = f'<Relationship Id="rId1" Type="{OFFICE}/image" Target="{LOGO}"/>'
    return f'<Relationships xmlns="{PACKAGE}/relationships">{element}</Relationships>'


def placeholder() -> bytes:
    """Return the picture that waits for a coat of arms, as PNG: unpacked, so that every machine writes the same bytes."""
    deep, tint = (bytes.fromhex(shade) for shade in (word_look.CLASSIC.deep, word_look.CLASSIC.head_tint))
    lines = [b"\0" + b"".join(_shield(x, y, deep, tint) for x in range(SHIELD)) for y in range(SHIELD)]
    head = SHIELD.to_bytes(4, "big") * 2 + bytes((8, 2, 0, 0, 0))
    chunks = ((b"IHDR", head), (b"IDAT", zlib.compress(b"".join(lines), 0)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        len(data).to_bytes(4, "big") + kind + data + zlib.crc32(kind + data).to_bytes(4, "big")
        for kind, data in chunks
    )


def _shield(x: int, y: int, deep: bytes, tint: bytes) -> bytes:
    """Return the colour of a point: white around a shield with a dark edge, straight above and round below."""
    half = SHIELD * 0.42
    bend = SHIELD * 0.45
    across, down = abs(x - SHIELD / 2), y - SHIELD * 0.05
    reach = half if down < bend else half * max(0.0, 1 - ((down - bend) / (SHIELD * 0.9 - bend)) ** 2) ** 0.5
    edge = SHIELD * 0.03
    if down < 0 or across > reach:
        return b"\xff\xff\xff"
    return tint if down > edge and across < reach - edge else deep


def styles(look: Look) -> str:
    """Return the defaults, the styles every Word file has, and ours."""
    font = palette.FONT
    half = round(palette.BODY_SIZE * 2)
    defaults = (
        f'<w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii="{font}" w:eastAsia="{font}" w:hAnsi="{font}" w:cs="{font}"/>'
        f'<w:sz w:val="{half}"/><w:szCs w:val="{half}"/>'
        '<w:lang w:val="sv-SE" w:eastAsia="en-US" w:bidi="ar-SA"/></w:rPr></w:rPrDefault>'
        '<w:pPrDefault><w:pPr><w:spacing w:after="120" w:line="276" w:lineRule="auto"/></w:pPr></w:pPrDefault></w:docDefaults>'
    )
    hidden = '<w:uiPriority w:val="99"/><w:semiHidden/><w:unhideWhenUsed/>'
    margins = "".join(
        f'<w:{side} w:w="{size}" w:type="dxa"/>'
        for side, size in (("top", 0), ("left", 108), ("bottom", 0), ("right", 108))
    )
    # the ink belongs to Normal: as a default LibreOffice lets it win over character styles in tables
    common = (
        '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:qFormat/>'
        f'<w:rPr><w:color w:val="{palette.INK}"/></w:rPr></w:style>'
        '<w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont">'
        f'<w:name w:val="Default Paragraph Font"/>{hidden}</w:style>'
        f'<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/>{hidden}'
        f'<w:tblPr><w:tblInd w:w="0" w:type="dxa"/><w:tblCellMar>{margins}</w:tblCellMar></w:tblPr></w:style>'
        f'<w:style w:type="numbering" w:default="1" w:styleId="NoList"><w:name w:val="No List"/>{hidden}</w:style>'
    )
    return f'<w:styles xmlns:w="{MAIN}">{defaults}{common}{"".join(word_style_sheet.style_sheet(look).values())}</w:styles>'


def settings() -> str:
    """Return the settings: the present Word, Swedish signs, nothing that asks at opening."""
    address = "http://schemas.microsoft.com/office/word"
    compatible = {
        "compatibilityMode": 15,
        "overrideTableStyleFontSizeAndJustification": 1,
        "enableOpenTypeFeatures": 1,
        "doNotFlipMirrorIndents": 1,
        "differentiateMultirowTableHeaders": 1,
    }
    modes = "".join(
        f'<w:compatSetting w:name="{name}" w:uri="{address}" w:val="{value}"/>'
        for name, value in compatible.items()
    )
    names = (
        "bg1",
        "t1",
        "bg2",
        "t2",
        *(f"accent{place}" for place in range(1, 7)),
        "hyperlink",
        "followedHyperlink",
    )
    theme_names = {"bg1": "light1", "t1": "dark1", "bg2": "light2", "t2": "dark2"}
    mapping = " ".join(f'w:{name}="{theme_names.get(name, name)}"' for name in names)
    return (
        f'<w:settings xmlns:w="{MAIN}"><w:zoom w:percent="100"/><w:defaultTabStop w:val="1304"/>'
        '<w:autoHyphenation w:val="0"/><w:hyphenationZone w:val="425"/><w:characterSpacingControl w:val="doNotCompress"/>'
        f'<w:compat>{modes}</w:compat><w:themeFontLang w:val="sv-SE"/><w:clrSchemeMapping {mapping}/>'
        '<w:decimalSymbol w:val=","/><w:listSeparator w:val=";"/></w:settings>'
    )


def numbering(look: Look) -> str:
    """Return the two lists that the list styles refer to."""
    bullets, numbers = word_styles.BULLET_LIST, word_styles.NUMBER_LIST
    return (
        f'<w:numbering xmlns:w="{MAIN}">'
        + word_lists.abstract(0, word_lists.bullet_levels(colour=look.accent))
        + word_lists.abstract(1, word_lists.ordered_levels())
        + word_lists.instance(bullets, 0)
        + word_lists.instance(numbers, 1)
        + "</w:numbering>"
    )


def fonts(look: Look) -> str:
    """Return the fonts and what may stand in for them."""
    serif = (
        f'<w:font w:name="{look.heading_font}"><w:altName w:val="Caladea"/><w:panose1 w:val="02040503050406030204"/>'
        '<w:charset w:val="00"/><w:family w:val="roman"/><w:pitch w:val="variable"/></w:font>'
    )
    return (
        f'<w:fonts xmlns:w="{MAIN}"><w:font w:name="{palette.FONT}"><w:altName w:val="Carlito"/>'
        '<w:panose1 w:val="020F0502020204030204"/><w:charset w:val="00"/><w:family w:val="swiss"/>'
        f'<w:pitch w:val="variable"/></w:font>{serif if look.heading_font else ""}</w:fonts>'
    )


def theme(look: Look) -> str:
    """Return the theme: a municipality that changes its colours recolours headings, rules and links."""
    shades = {
        "dk1": palette.INK,
        "lt1": palette.WHITE,
        "dk2": look.deep,
        "lt2": look.head_tint,
        "accent1": look.accent,
        **{f"accent{place}": shade.fill for place, shade in enumerate(list(palette.SHADES.values())[:5], 2)},
        "hlink": look.accent,
        "folHlink": palette.QUIET,
    }
    colours = "".join(f'<a:{name}><a:srgbClr val="{value}"/></a:{name}>' for name, value in shades.items())
    face = f'<a:latin typeface="{palette.FONT}"/><a:ea typeface=""/><a:cs typeface=""/>'
    heading_face = face.replace(palette.FONT, look.heading_font) if look.heading_font else face
    fill = '<a:solidFill><a:schemeClr val="phClr"/></a:solidFill>'
    line = f'<a:ln w="9525">{fill}<a:prstDash val="solid"/></a:ln>'
    effect = "<a:effectStyle><a:effectLst/></a:effectStyle>"
    return (
        f'<a:theme xmlns:a="{DRAWING}" name="Rapport"><a:themeElements>'
        f'<a:clrScheme name="Rapport">{colours}</a:clrScheme>'
        f'<a:fontScheme name="Rapport"><a:majorFont>{heading_face}</a:majorFont><a:minorFont>{face}</a:minorFont></a:fontScheme>'
        f'<a:fmtScheme name="Rapport"><a:fillStyleLst>{fill * 3}</a:fillStyleLst><a:lnStyleLst>{line * 3}</a:lnStyleLst>'
        f"<a:effectStyleLst>{effect * 3}</a:effectStyleLst><a:bgFillStyleLst>{fill * 3}</a:bgFillStyleLst></a:fmtScheme>"
        "</a:themeElements></a:theme>"
    )


if __name__ == "__main__":
    main()
