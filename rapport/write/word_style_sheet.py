"""The looks of every style: the prepared template carries them, and a municipality's template gets what it lacks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rapport.write import palette
from rapport.write.palette import RATING_STYLES, SHADES, TEXT_WIDTH
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

_THEME = {palette.DEEP: "text2", palette.ACCENT: "accent1"}


def colour(value: str) -> str:
    """Return a text colour, tied to the theme where the theme has it."""
    theme = f' w:themeColor="{_THEME[value]}"' if value in _THEME else ""
    return f'<w:color w:val="{value}"{theme}/>'


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


def _heading(level: int) -> str:
    size, shade, before, after = (
        (18, palette.DEEP, 480, 160),
        (13.5, palette.DEEP, 320, 80),
        (11.5, palette.ACCENT, 240, 60),
        (11, palette.INK, 180, 40),
    )[level - 1]
    return _style(
        f"heading {level}",
        after=BODY,
        paragraph=f'{_TOGETHER}{_UNBROKEN}{_spacing(before, after, 240)}<w:outlineLvl w:val="{level - 1}"/>',
        looks=f"{_STRONG}{colour(shade)}{_size(size)}",
        priority=9,
    )


def _entry(level: int) -> str:
    indent = 284 * (level - 1)
    return _style(
        f"toc {level}",
        after="Normal",
        paragraph=f'<w:tabs><w:tab w:val="right" w:leader="dot" w:pos="{TEXT_WIDTH}"/></w:tabs>'
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


def _texts() -> list[str]:
    """Return the styles of running text."""
    box = "".join(
        (
            _border("top", 4, palette.BOX_TINT, 4),
            _border("left", 24, palette.ACCENT, 10),
            _border("bottom", 4, palette.BOX_TINT, 5),
            _border("right", 4, palette.BOX_TINT, 5),
        )
    )
    bar = f"<w:pBdr>{_border('left', 12, palette.HAIRLINE, 10)}</w:pBdr>"
    return [
        _style(BODY, paragraph="<w:widowControl/>"),
        _style(
            LEAD, BODY, BODY, paragraph=_spacing(0, 180, 276), looks=f"{colour(palette.DEEP)}{_size(12.5)}"
        ),
        _style(
            NOTE,
            BODY,
            BODY,
            paragraph=f"<w:keepLines/><w:pBdr>{box}</w:pBdr>{_fill(palette.BOX_TINT)}{_spacing(120, 200, 257)}"
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
            looks=f'{colour(palette.ACCENT)}<w:u w:val="single"/>',
            priority=99,
        ),
    ]


def _page_furniture() -> list[str]:
    """Return the styles of header, footer, contents and cover."""
    right = f'<w:tabs><w:tab w:val="right" w:pos="{TEXT_WIDTH}"/></w:tabs>'
    small = f"{colour(palette.QUIET)}{_size(9)}"
    rule = f"<w:pBdr>{_border('top', 4, palette.HAIRLINE, 6)}</w:pBdr>"
    under = f"<w:pBdr>{_border('bottom', 12, palette.DEEP, 8)}</w:pBdr>"
    bar = f"<w:pBdr>{_border('left', 24, palette.ACCENT, 12)}</w:pBdr>"
    return [
        _style("header", paragraph=f"{right}{_spacing(0, 0, 240)}", looks=small, priority=99),
        _style("footer", paragraph=f"{rule}{right}{_spacing(0, 0, 240)}", looks=small, priority=99),
        _style(
            CONTENTS_TITLE,
            after=BODY,
            paragraph=f"{_TOGETHER}{_spacing(0, 160, 240)}",
            looks=f"{_STRONG}{colour(palette.DEEP)}{_size(18)}",
            priority=39,
        ),
        *(_entry(level) for level in range(1, CONTENTS_LEVELS + 1)),
        _style(
            "Title",
            after="Subtitle",
            paragraph=f"{_UNBROKEN}{_spacing(0, 80, 216)}",
            looks=f'{_STRONG}{colour(palette.DEEP)}<w:spacing w:val="-6"/>{_size(34)}',
            priority=10,
        ),
        _style(
            "Subtitle",
            after=BODY,
            paragraph=f"{_UNBROKEN}{_spacing(0, 480, 240)}",
            looks=f"{colour(palette.QUIET)}{_size(17)}",
            priority=11,
        ),
        _style(
            COVER_MUNICIPALITY,
            paragraph=f"{under}{_spacing(0, 3600, 240)}",
            looks=f"{_STRONG}{colour(palette.DEEP)}{_size(14)}",
        ),
        _style(
            COVER_COMMITTEE,
            paragraph=_spacing(0, 60, 240),
            looks=f"{_STRONG}{colour(palette.ACCENT)}{_size(14)}",
        ),
        _style(COVER_SCOPE, paragraph=_spacing(0, 120, 264), looks=f"{colour(palette.QUIET)}{_size(12)}"),
        _style(
            COVER_MOTTO,
            paragraph=f'{bar}{_spacing(480, 0, 264)}<w:ind w:left="284"/>',
            looks=f"<w:i/><w:iCs/>{colour(palette.DEEP)}{_size(13)}",
        ),
        _style(
            COVER_FACT,
            paragraph=f'<w:tabs><w:tab w:val="left" w:pos="1985"/></w:tabs>{_spacing(720, 40, 252)}'
            '<w:ind w:left="1985" w:hanging="1985"/><w:contextualSpacing/>',
            looks=_size(10.5),
        ),
    ]


def _table_texts() -> list[str]:
    """Return the styles of what stands in and around tables."""
    return [
        _style(
            CAPTION,
            after=BODY,
            paragraph=f"{_TOGETHER}{_UNBROKEN}{_spacing(240, 80, 240)}",
            looks=f"{_STRONG}{colour(palette.DEEP)}{_size(10)}",
            priority=35,
        ),
        # a picture's line must be single: any other spacing multiplies its height
        _style(CHART, after=BODY, paragraph=_spacing(0, 200, 240)),
        _style(CELL, paragraph=f"{_UNBROKEN}{_spacing(0, 0, 245)}", looks=_size(palette.TABLE_SIZE)),
        _style(FIGURE, CELL, paragraph='<w:jc w:val="right"/>'),
        _style(
            HEAD,
            CELL,
            paragraph=f"<w:keepNext/>{_fill(palette.HEAD_TINT)}",
            looks=f"{_STRONG}{colour(palette.DEEP)}{_size(palette.HEAD_SIZE)}",
        ),
        _row(GROUP_ROW, _STRONG, palette.GROUP_TINT),
        _row(HEADING_ROW, f"{_STRONG}{colour(palette.DEEP)}", palette.HEADING_TINT),
        _row(SUM_ROW, _STRONG),
        _row(TOTAL_ROW, f"{_STRONG}{colour(palette.DEEP)}", palette.TOTAL_TINT),
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


def _table() -> str:
    """Return the table style: rules above, under the head and below, hairlines between rows, nothing upright."""
    sides = "".join(f'<w:{side} w:w="{size}" w:type="dxa"/>' for side, size in (("top", 45), ("left", 85)))
    more = "".join(f'<w:{side} w:w="{size}" w:type="dxa"/>' for side, size in (("bottom", 45), ("right", 85)))
    borders = (
        _border("top", 8, palette.DEEP)
        + _border("bottom", 8, palette.DEEP)
        + _border("insideH", 4, palette.HAIRLINE)
    )
    return (
        f'<w:style w:type="table" w:customStyle="1" w:styleId="{style_id(TABLE)}"><w:name w:val="{TABLE}"/>'
        '<w:basedOn w:val="TableNormal"/><w:uiPriority w:val="99"/><w:qFormat/>'
        '<w:pPr><w:spacing w:after="0" w:line="240" w:lineRule="auto"/></w:pPr>'
        f"<w:tblPr><w:tblBorders>{borders}</w:tblBorders><w:tblCellMar>{sides}{more}</w:tblCellMar></w:tblPr>"
        '<w:tblStylePr w:type="firstRow"><w:tblPr/><w:tcPr>'
        f"<w:tcBorders>{_border('bottom', 8, palette.DEEP)}</w:tcBorders>{_fill(palette.HEAD_TINT)}"
        '<w:vAlign w:val="bottom"/></w:tcPr></w:tblStylePr></w:style>'
    )


def _catalogue() -> dict[str, str]:
    headings = [_heading(level) for level in range(1, HEADING_LEVELS + 1)]
    styles = [*headings, *_texts(), *_page_furniture(), *_table_texts(), _table()]
    return {xml.split('<w:name w:val="')[1].split('"')[0]: xml for xml in styles}


STYLES: Mapping[str, str] = _catalogue()
"""Every style that the writer may use, as XML by name."""
