"""Every style in a given look: the prepared templates carry them, and a municipality's template gets what it lacks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rapport.write import palette
from rapport.write.palette import RATING_STYLES, SHADES
from rapport.write.word_look import NEUTRAL
from rapport.write.word_styles import (
    ADVERSE,
    BODY,
    BULLET_LIST,
    CAPTION,
    CELL,
    CELL_NOTE,
    CHART,
    CONTENTS_LEVELS,
    CONTENTS_TITLE,
    COVER_COMMITTEE,
    COVER_FACT,
    COVER_MOTTO,
    COVER_MUNICIPALITY,
    COVER_SCOPE,
    FIGURE,
    GROUP_ROW,
    HEAD,
    HEADING_LEVELS,
    HEADING_ROW,
    LEAD,
    LINK,
    LIST_LEVELS,
    LIST_STEP,
    MEMO_ROW,
    NOTE,
    NUMBER_LIST,
    QUOTE,
    SOURCE,
    SUM_ROW,
    TABLE,
    TABLE_END,
    TOTAL_ROW,
    numbered,
    style_id,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

    from rapport.write.word_look import Look


def colour(value: str) -> str:
    """Return a text colour."""
    return f'<w:color w:val="{value}"/>'


def _deep(look: Look) -> str:
    """Return the colour of headings, tied to the theme where it is the theme's: a new theme recolours it."""
    return colour(look.deep).replace("/>", ' w:themeColor="text2"/>') if look.is_themed else colour(look.deep)


def _accent(look: Look) -> str:
    return (
        colour(look.accent).replace("/>", ' w:themeColor="accent1"/>')
        if look.is_themed
        else colour(look.accent)
    )


def _letters(look: Look) -> str:
    """Return the font of headings, where it isn't the font of the text."""
    font = look.heading_font
    return f'<w:rFonts w:ascii="{font}" w:hAnsi="{font}" w:cs="{font}"/>' if font else ""


def _size(points: float) -> str:
    half = round(points * 2)
    return f'<w:sz w:val="{half}"/><w:szCs w:val="{half}"/>'


def _spacing(before: int, after: int, line: int = 0) -> str:
    rule = f' w:line="{line}" w:lineRule="auto"' if line else ""
    return f'<w:spacing w:before="{before}" w:after="{after}"{rule}/>'


def _fill(value: str) -> str:
    return f'<w:shd w:val="clear" w:color="auto" w:fill="{value}"/>'


_STRONG = "<w:b/><w:bCs/>"
_TOGETHER = "<w:keepNext/><w:keepLines/>"
_UNBROKEN = "<w:suppressAutoHyphens/>"
_PLAIN = '<w:ind w:left="0" w:firstLine="0"/><w:jc w:val="left"/>'
"""What a municipality's own running text may have otherwise, and a cell must not inherit."""
_FACT = 1985
"""Where the values of the facts on the cover begin."""


def _style(
    name: str,
    based_on: str = "Normal",
    after: str = "",
    *,
    paragraph: str = "",
    looks: str = "",
    priority: int = 1,
    kind: str = "paragraph",
) -> str:
    """Return one style; ``after`` is the style of the paragraph that Enter starts."""
    custom = ' w:customStyle="1"' if name.startswith("Rapport ") else ""
    following = f'<w:next w:val="{style_id(after)}"/>' if after else ""
    parent = f'<w:basedOn w:val="{style_id(based_on)}"/>' if based_on else ""
    return (
        f'<w:style w:type="{kind}"{custom} w:styleId="{style_id(name)}"><w:name w:val="{name}"/>{parent}{following}'
        f'<w:uiPriority w:val="{priority}"/><w:qFormat/>'
        f"{f'<w:pPr>{paragraph}</w:pPr>' if paragraph else ''}{f'<w:rPr>{looks}</w:rPr>' if looks else ''}</w:style>"
    )


def _heading(level: int, look: Look) -> str:
    size, shade, before, after = (
        (18, _deep(look), 480, 160),
        (13.5, _deep(look), 320, 80),
        (11.5, _accent(look), 240, 60),
        (11, colour(palette.INK), 180, 40),
    )[level - 1]
    rule = (
        f"<w:pBdr>{_border('bottom', 6, look.accent, 5)}</w:pBdr>" if look.is_classic and level == 1 else ""
    )
    return _style(
        f"heading {level}",
        after=BODY,
        paragraph=f'{_TOGETHER}{rule}{_UNBROKEN}{_spacing(before, after, 240)}<w:outlineLvl w:val="{level - 1}"/>',
        looks=f"{_letters(look)}{_STRONG}{shade}{_size(size)}",
        priority=9,
    )


def _entry(level: int, look: Look) -> str:
    indent = 284 * (level - 1)
    return _style(
        f"toc {level}",
        after="Normal",
        paragraph=f'<w:tabs><w:tab w:val="right" w:leader="dot" w:pos="{look.text_width}"/></w:tabs>'
        f'{_spacing(120 if level == 1 else 0, 40, 252)}<w:ind w:left="{indent}"/>',
        looks=_STRONG if level == 1 else "",
        priority=39,
    )


def _list(name: str, level: int, numbering: int) -> str:
    depth = f'<w:ilvl w:val="{level - 1}"/>' if level > 1 else ""
    return _style(
        numbered(name, level),
        BODY,
        paragraph=f'<w:numPr>{depth}<w:numId w:val="{numbering}"/></w:numPr>{_spacing(0, 60)}',
        priority=10,
    )


def _continued(level: int) -> str:
    return _style(
        numbered("List Continue", level),
        BODY,
        paragraph=f'{_spacing(0, 60)}<w:ind w:left="{LIST_STEP * level}"/>',
        priority=10,
    )


def _row(name: str, looks: str, fill: str = "") -> str:
    return _style(name, CELL, paragraph=_fill(fill) if fill else "", looks=looks)


def _rating(name: str, fill: str, text: str) -> str:
    return _style(
        name,
        CELL,
        paragraph=f'{_fill(fill)}<w:jc w:val="center"/>',
        looks=f'{_STRONG}<w:color w:val="{text}"/>',
    )


def _border(side: str, size: int, shade: str, space: int = 0) -> str:
    return f'<w:{side} w:val="single" w:sz="{size}" w:space="{space}" w:color="{shade}"/>'


def _texts(look: Look) -> list[str]:
    """Return the styles of running text."""
    box = "".join(
        (
            _border("top", 4, look.box_tint, 4),
            _border("left", 24, look.accent, 10),
            _border("bottom", 4, look.box_tint, 5),
            _border("right", 4, look.box_tint, 5),
        )
    )
    bar = f"<w:pBdr>{_border('left', 12, look.hairline, 10)}</w:pBdr>"
    return [
        _style(BODY, paragraph="<w:widowControl/>"),
        _style(LEAD, BODY, BODY, paragraph=_spacing(0, 180, 276), looks=f"{_deep(look)}{_size(12.5)}"),
        _style(
            NOTE,
            BODY,
            BODY,
            paragraph=f"<w:keepLines/><w:pBdr>{box}</w:pBdr>{_fill(look.box_tint)}{_spacing(120, 200, 257)}"
            '<w:ind w:left="260" w:right="113"/><w:contextualSpacing/>',
            looks=_size(10),
        ),
        _style(
            SOURCE,
            paragraph=f"{_spacing(60, 200, 240)}<w:contextualSpacing/>",
            looks=f"{colour(palette.QUIET)}{_size(palette.NOTE_SIZE)}",
        ),
        _style(
            QUOTE,
            BODY,
            BODY,
            paragraph=f'<w:keepLines/>{bar}{_spacing(120, 160)}<w:ind w:left="340" w:right="340"/>',
            looks=f"<w:i/><w:iCs/>{colour(palette.QUIET)}",
            priority=29,
        ),
        *(_list("List Bullet", level, BULLET_LIST) for level in range(1, LIST_LEVELS + 1)),
        *(_list("List Number", level, NUMBER_LIST) for level in range(1, LIST_LEVELS + 1)),
        *(_continued(level) for level in range(1, LIST_LEVELS + 1)),
        _style(
            LINK,
            "",
            kind="character",
            looks=f'{_accent(look)}<w:u w:val="single"/>',
            priority=99,
        ),
    ]


def _page_furniture(look: Look) -> list[str]:
    """Return the styles of header, footer and contents."""
    right = f'<w:tabs><w:tab w:val="right" w:pos="{look.text_width}"/></w:tabs>'
    small = f"{colour(palette.QUIET)}{_size(9)}"
    rule = f"<w:pBdr>{_border('top', 4, look.hairline, 6)}</w:pBdr>"
    under = f"<w:pBdr>{_border('bottom', 6, look.accent, 6)}</w:pBdr>" if look.is_classic else ""
    return [
        _style("header", paragraph=f"{under}{right}{_spacing(0, 0, 240)}", looks=small, priority=99),
        _style("footer", paragraph=f"{rule}{right}{_spacing(0, 0, 240)}", looks=small, priority=99),
        _style(
            CONTENTS_TITLE,
            "heading 1",
            BODY,
            paragraph=f'{_TOGETHER}{_spacing(0, 160, 240)}<w:outlineLvl w:val="9"/>',
            priority=39,
        ),
        *(_entry(level, look) for level in range(1, CONTENTS_LEVELS + 1)),
    ]


def _cover(look: Look) -> list[str]:
    """Return the styles of the first page: to the left, or in a classic look centred."""
    centred = '<w:jc w:val="center"/>' if look.is_classic else ""
    under = f"<w:pBdr>{_border('bottom', 12, look.deep, 8)}</w:pBdr>"
    bar = f"<w:pBdr>{_border('left', 24, look.accent, 12)}</w:pBdr>"
    beside = f'<w:tabs><w:tab w:val="left" w:pos="{_FACT}"/></w:tabs>'
    hanging = f'<w:ind w:left="{_FACT}" w:hanging="{_FACT}"/>'
    title = (
        f'{_letters(look)}{_STRONG}{_deep(look)}<w:spacing w:val="-6"/>{_size(30 if look.is_classic else 34)}'
    )
    motto = f'{bar}{_spacing(480, 0, 264)}<w:ind w:left="284"/>'
    return [
        _style(
            "Title",
            after="Subtitle",
            paragraph=f"{_UNBROKEN}{_spacing(0, 80, 216)}{centred}",
            looks=title,
            priority=10,
        ),
        _style(
            "Subtitle",
            after=BODY,
            paragraph=f"{_UNBROKEN}{_spacing(0, 480, 240)}{centred}",
            looks=f"{colour(palette.QUIET)}{_size(17)}",
            priority=11,
        ),
        _style(
            COVER_MUNICIPALITY,
            paragraph=f"{under}{_spacing(0, 2800 if look.is_classic else 3600, 240)}{centred}",
            looks=f"{_letters(look)}{_STRONG}{_deep(look)}{_size(14)}",
        ),
        _style(
            COVER_COMMITTEE,
            paragraph=f"{_spacing(0, 60, 240)}{centred}",
            looks=f"{_STRONG}{_accent(look)}{_size(14)}",
        ),
        _style(
            COVER_SCOPE,
            paragraph=f"{_spacing(0, 120, 264)}{centred}",
            looks=f"{colour(palette.QUIET)}{_size(12)}",
        ),
        _style(
            COVER_MOTTO,
            paragraph=f"{_spacing(480, 0, 264)}{centred}" if look.is_classic else motto,
            looks=f"<w:i/><w:iCs/>{_deep(look)}{_size(13)}",
        ),
        _style(
            COVER_FACT,
            paragraph=f"{beside}{_spacing(720, 40, 252)}{hanging}<w:contextualSpacing/>",
            looks=_size(10.5),
        ),
    ]


def _table_texts(look: Look) -> list[str]:
    """Return the styles of what stands in and around tables."""
    return [
        _style(
            CAPTION,
            after=BODY,
            paragraph=f"{_TOGETHER}{_UNBROKEN}{_spacing(240, 80, 240)}",
            looks=f"{_STRONG}{_deep(look)}{_size(10)}",
            priority=35,
        ),
        # a picture's line must be single: any other spacing multiplies its height
        _style(CHART, after=BODY, paragraph=_spacing(0, 200, 240)),
        _style(CELL, paragraph=f"{_UNBROKEN}{_spacing(0, 0, 245)}{_PLAIN}", looks=_size(palette.TABLE_SIZE)),
        _style(FIGURE, CELL, paragraph='<w:jc w:val="right"/>'),
        _style(
            HEAD,
            CELL,
            paragraph=f"<w:keepNext/>{_fill(look.head_tint)}",
            looks=f"{_STRONG}{_deep(look)}{_size(palette.HEAD_SIZE)}",
        ),
        _row(GROUP_ROW, _STRONG, look.group_tint),
        _row(HEADING_ROW, f"{_STRONG}{_deep(look)}", look.heading_tint),
        _row(SUM_ROW, _STRONG),
        _row(TOTAL_ROW, f"{_STRONG}{_deep(look)}", look.head_tint),
        _row(MEMO_ROW, colour(palette.QUIET)),
        _style(
            CELL_NOTE,
            CELL,
            paragraph=_spacing(20, 0, 240),
            looks=f"{colour(palette.QUIET)}{_size(palette.NOTE_SIZE)}",
        ),
        _style(TABLE_END, paragraph=_spacing(0, 0, 20), looks=_size(1)),
        _style(ADVERSE, "", kind="character", looks=f'<w:color w:val="{palette.ALARM}"/>'),
        *(_rating(name, SHADES[tone].fill, SHADES[tone].text) for tone, name in RATING_STYLES.items()),
    ]


def _table(look: Look) -> str:
    """Return the table style: rules above, under the head and below, hairlines between rows, nothing upright."""
    sides = "".join(f'<w:{side} w:w="{size}" w:type="dxa"/>' for side, size in (("top", 45), ("left", 85)))
    more = "".join(f'<w:{side} w:w="{size}" w:type="dxa"/>' for side, size in (("bottom", 45), ("right", 85)))
    borders = (
        _border("top", 8, look.deep) + _border("bottom", 8, look.deep) + _border("insideH", 4, look.hairline)
    )
    return (
        f'<w:style w:type="table" w:customStyle="1" w:styleId="{style_id(TABLE)}"><w:name w:val="{TABLE}"/>'
        '<w:basedOn w:val="TableNormal"/><w:uiPriority w:val="99"/><w:qFormat/>'
        '<w:pPr><w:spacing w:after="0" w:line="240" w:lineRule="auto"/></w:pPr>'
        f"<w:tblPr><w:tblBorders>{borders}</w:tblBorders><w:tblCellMar>{sides}{more}</w:tblCellMar></w:tblPr>"
        '<w:tblStylePr w:type="firstRow"><w:tblPr/><w:tcPr>'
        f"<w:tcBorders>{_border('bottom', 8, look.deep)}</w:tcBorders>{_fill(look.head_tint)}"
        '<w:vAlign w:val="bottom"/></w:tcPr></w:tblStylePr></w:style>'
    )


def style_sheet(look: Look) -> Mapping[str, str]:
    """Return every style that the writer may use, as XML by name."""
    headings = [_heading(level, look) for level in range(1, HEADING_LEVELS + 1)]
    styles = [
        *headings,
        *_texts(look),
        *_page_furniture(look),
        *_cover(look),
        *_table_texts(look),
        _table(look),
    ]
    return {xml.split('<w:name w:val="')[1].split('"')[0]: xml for xml in styles}


STYLES: Mapping[str, str] = style_sheet(NEUTRAL)
"""The styles by name, in the neutral look."""
