"""A Word template as a municipality has one: made in Swedish Word, knowing nothing of this program."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib

MAIN = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
DRAWING = "http://schemas.openxmlformats.org/drawingml/2006/main"
KINDS = "application/vnd.openxmlformats-officedocument.wordprocessingml"
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\r\n'
SPACES = f'xmlns:w="{MAIN}" xmlns:r="{OFFICE}"'

WINE, LEAD_GREY = "6A1B3A", "4D4D4D"
TEXT_WIDTH = 11906 - 1701 - 1134
"""Its margins are 30 and 20 millimetres."""


def dotx(*, language: str = "en-US") -> bytes:
    """Return the template: Arial and Georgia, wine-red headings, a logo in the header, pages numbered below."""
    parts = {
        "[Content_Types].xml": _types(),
        "_rels/.rels": _relations(("officeDocument", "word/document.xml")),
        "word/_rels/document.xml.rels": _relations(
            ("styles", "styles.xml"),
            ("settings", "settings.xml"),
            ("theme", "theme/theme1.xml"),
            ("header", "header1.xml"),
            ("footer", "footer1.xml"),
            ("fontTable", "fontTable.xml"),
        ),
        "word/_rels/header1.xml.rels": _relations(("image", "media/image1.png")),
        "word/_rels/settings.xml.rels": _relations(
            ("attachedTemplate", "file:///H:/Mallar/Kommunmall.dotx"), outside=True
        ),
        "word/document.xml": _story(),
        "word/styles.xml": _styles(language),
        "word/settings.xml": _settings(),
        "word/theme/theme1.xml": _theme(),
        "word/header1.xml": _header(),
        "word/footer1.xml": _footer(),
        "word/fontTable.xml": f'<w:fonts xmlns:w="{MAIN}"><w:font w:name="Georgia"/><w:font w:name="Arial"/></w:fonts>',
    }
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as package:
        for name, xml in parts.items():
            package.writestr(name, f"{HEAD}{xml}")
        package.writestr("word/media/image1.png", _logo())
    return target.getvalue()


def _types() -> str:
    parts = {
        "document": f"{KINDS}.template.main+xml",
        "styles": f"{KINDS}.styles+xml",
        "settings": f"{KINDS}.settings+xml",
        "header1": f"{KINDS}.header+xml",
        "footer1": f"{KINDS}.footer+xml",
        "fontTable": f"{KINDS}.fontTable+xml",
        "theme/theme1": "application/vnd.openxmlformats-officedocument.theme+xml",
    }
    elements = "".join(
        f'<Override PartName="/word/{name}.xml" ContentType="{kind}"/>' for name, kind in parts.items()
    )
    return (
        f'<Types xmlns="{PACKAGE}/content-types"><Default Extension="png" ContentType="image/png"/>'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{elements}</Types>'
    )


def _relations(*found: tuple[str, str], outside: bool = False) -> str:
    mode = ' TargetMode="External"' if outside else ""
    elements = "".join(
        f'<Relationship Id="rId{place}" Type="{OFFICE}/{kind}" Target="{target}"{mode}/>'
        for place, (kind, target) in enumerate(found, 1)
    )
    return f'<Relationships xmlns="{PACKAGE}/relationships">{elements}</Relationships>'


def _story() -> str:
    return (
        f'<w:document {SPACES}><w:body><w:p w:rsidR="00A11B2C"><w:pPr><w:pStyle w:val="Rubrik1"/></w:pPr>'
        '<w:r><w:t>Skriv rubrik här</w:t></w:r></w:p><w:p><w:r><w:rPr><w:lang w:val="en-US"/></w:rPr>'
        '<w:t>Skriv text här.</w:t></w:r></w:p><w:sectPr w:rsidR="00A11B2C"><w:headerReference w:type="default" r:id="rId4"/>'
        '<w:footerReference w:type="default" r:id="rId5"/><w:pgSz w:w="11906" w:h="16838" w:code="9"/>'
        '<w:pgMar w:top="2268" w:right="1134" w:bottom="1418" w:left="1701" w:header="567" w:footer="567" w:gutter="0"/>'
        '<w:cols w:space="708"/><w:docGrid w:linePitch="360"/></w:sectPr></w:body></w:document>'
    )


def _style(identifier: str, name: str, paragraph: str = "", looks: str = "", **more: str) -> str:
    kind = more.get("kind", "paragraph")
    default = ' w:default="1"' if more.get("default") else ""
    parent = (
        f'<w:basedOn w:val="{more.get("parent", "Normal")}"/>' if not default and kind == "paragraph" else ""
    )
    return (
        f'<w:style w:type="{kind}"{default} w:styleId="{identifier}"><w:name w:val="{name}"/>{parent}<w:qFormat/>'
        f"{f'<w:pPr>{paragraph}</w:pPr>' if paragraph else ''}{f'<w:rPr>{looks}</w:rPr>' if looks else ''}</w:style>"
    )


def _styles(language: str) -> str:
    georgia = '<w:rFonts w:asciiTheme="majorHAnsi" w:hAnsiTheme="majorHAnsi"/>'
    wine = f'<w:color w:val="{WINE}" w:themeColor="text2"/>'
    headings = "".join(
        _style(
            f"Rubrik{level}",
            f"heading {level}",
            f'<w:keepNext/><w:keepLines/><w:spacing w:before="360" w:after="120"/><w:outlineLvl w:val="{level - 1}"/>',
            f'{georgia}{wine}<w:sz w:val="{size}"/>',
        )
        for level, size in enumerate((36, 28, 24), 1)
    )
    contents = "".join(
        _style(
            f"Innehll{level}",
            f"toc {level}",
            f'<w:tabs><w:tab w:val="right" w:leader="dot" w:pos="{TEXT_WIDTH}"/></w:tabs><w:spacing w:after="60"/>'
            f'<w:ind w:left="{(level - 1) * 220}"/>',
        )
        for level in (1, 2, 3)
    )
    fonts = '<w:rFonts w:asciiTheme="minorHAnsi" w:eastAsiaTheme="minorHAnsi" w:hAnsiTheme="minorHAnsi" w:cstheme="minorBidi"/>'
    return (
        f'<w:styles xmlns:w="{MAIN}"><w:docDefaults><w:rPrDefault><w:rPr>{fonts}<w:sz w:val="21"/><w:szCs w:val="21"/>'
        f'<w:lang w:val="{language}" w:eastAsia="en-US" w:bidi="ar-SA"/></w:rPr></w:rPrDefault><w:pPrDefault><w:pPr>'
        '<w:spacing w:after="160" w:line="288" w:lineRule="auto"/></w:pPr></w:pPrDefault></w:docDefaults>'
        + _style("Normal", "Normal", '<w:jc w:val="both"/>', default="1")
        + _style("Standardstycketeckensnitt", "Default Paragraph Font", kind="character", default="1")
        + '<w:style w:type="table" w:default="1" w:styleId="Normaltabell"><w:name w:val="Normal Table"/><w:tblPr>'
        '<w:tblInd w:w="0" w:type="dxa"/></w:tblPr></w:style>'
        + _style("Ingenlista", "No List", kind="numbering", default="1")
        + headings
        + contents
        + _style("Brdtext", "Body Text", '<w:spacing w:after="180"/>')
        + _style("Liststycke", "List Paragraph", '<w:ind w:left="720"/><w:contextualSpacing/>')
        + _style("Rubrik", "Title", "", f'{georgia}{wine}<w:sz w:val="64"/>')
        + _style("Sidhuvud", "header", '<w:spacing w:after="0"/>')
        + _style("Sidfot", "footer", '<w:spacing w:after="0"/>', '<w:sz w:val="16"/>')
        + _style("Kommuntabelltext", "Kommunens tabelltext", '<w:spacing w:after="0"/>', '<w:sz w:val="18"/>')
        + _style(
            "Hyperlnk", "Hyperlink", looks='<w:color w:val="0563C1"/><w:u w:val="single"/>', kind="character"
        )
        + "</w:styles>"
    )


def _settings() -> str:
    return (
        f'<w:settings {SPACES}><w:zoom w:percent="110"/><w:attachedTemplate r:id="rId1"/><w:defaultTabStop w:val="1304"/>'
        '<w:hyphenationZone w:val="425"/><w:compat><w:compatSetting w:name="compatibilityMode"'
        ' w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat><w:themeFontLang w:val="en-US"/>'
        '<w:decimalSymbol w:val=","/><w:listSeparator w:val=";"/></w:settings>'
    )


def _theme() -> str:
    shades = {
        "dk1": "000000",
        "lt1": "FFFFFF",
        "dk2": WINE,
        "lt2": "F2E9DC",
        "accent1": "8C4A00",
        **{f"accent{place}": "808080" for place in range(2, 7)},
        "hlink": "0563C1",
        "folHlink": "954F72",
    }
    colours = "".join(f'<a:{name}><a:srgbClr val="{shade}"/></a:{name}>' for name, shade in shades.items())
    fonts = "".join(
        f'<a:{name}><a:latin typeface="{face}" panose="020B0604020202020204"/><a:ea typeface=""/><a:cs typeface=""/></a:{name}>'
        for name, face in (("majorFont", "Georgia"), ("minorFont", "Arial"))
    )
    fill = '<a:solidFill><a:schemeClr val="phClr"/></a:solidFill>'
    effect = "<a:effectStyle><a:effectLst/></a:effectStyle>"
    return (
        f'<a:theme xmlns:a="{DRAWING}" name="Kommun"><a:themeElements><a:clrScheme name="Kommun">{colours}</a:clrScheme>'
        f'<a:fontScheme name="Kommun">{fonts}</a:fontScheme><a:fmtScheme name="Kommun"><a:fillStyleLst>{fill * 3}</a:fillStyleLst>'
        f"<a:lnStyleLst>{f'<a:ln>{fill}</a:ln>' * 3}</a:lnStyleLst><a:effectStyleLst>{effect * 3}</a:effectStyleLst>"
        f"<a:bgFillStyleLst>{fill * 3}</a:bgFillStyleLst></a:fmtScheme></a:themeElements></a:theme>"
    )


def _header() -> str:
    size = 'cx="1440000" cy="432000"'
    picture = "http://schemas.openxmlformats.org/drawingml/2006/picture"
    return (
        f'<w:hdr {SPACES}><w:p><w:pPr><w:pStyle w:val="Sidhuvud"/></w:pPr><w:r><w:drawing>'
        '<wp:inline xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" distT="0" distB="0"'
        f' distL="0" distR="0"><wp:extent {size}/><wp:docPr id="7" name="Bild 7" descr="Sundby kommuns logotyp"/>'
        f'<a:graphic xmlns:a="{DRAWING}"><a:graphicData uri="{picture}"><pic:pic xmlns:pic="{picture}"><pic:nvPicPr>'
        '<pic:cNvPr id="7" name="Bild 7"/><pic:cNvPicPr/></pic:nvPicPr><pic:blipFill><a:blip r:embed="rId1"/><a:stretch>'
        f'<a:fillRect/></a:stretch></pic:blipFill><pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext {size}/></a:xfrm>'
        '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic></a:graphicData></a:graphic></wp:inline>'
        "</w:drawing></w:r></w:p></w:hdr>"
    )


def _footer() -> str:
    return (
        f'<w:ftr {SPACES}><w:p><w:pPr><w:pStyle w:val="Sidfot"/><w:jc w:val="right"/></w:pPr>'
        '<w:r><w:t xml:space="preserve">Sundby kommun · sundby.example · </w:t></w:r>'
        '<w:fldSimple w:instr=" PAGE "><w:r><w:t>1</w:t></w:r></w:fldSimple></w:p></w:ftr>'
    )


def _logo() -> bytes:
    """Return a wine-red rectangle with a paler half, as PNG."""
    width, height = 100, 30
    row = b"\0" + bytes.fromhex(WINE) * (width // 2) + bytes.fromhex("C9A27E") * (width // 2)
    chunks = (
        (b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)),
        (b"IDAT", zlib.compress(row * height)),
        (b"IEND", b""),
    )
    packed = b"".join(
        struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        for kind, data in chunks
    )
    return b"\x89PNG\r\n\x1a\n" + packed
