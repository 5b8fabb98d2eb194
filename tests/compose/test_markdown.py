"""Markdown becomes blocks: headings with anchors, lists, markers, landscape pages."""

from __future__ import annotations

from decimal import Decimal

import pytest
from wording import dump_blocks, runs

from rapport.compose.document import BulletList, Heading, Landscape, Paragraph, Role, TableBlock, Text
from rapport.compose.markdown import NEW_PAGE, Markers, inline, landscape, to_blocks
from rapport.tables.cell import Cell, Column, Kind, Row, Table

TABLE = TableBlock(
    Table("t", "Utfall", (Column("utfall", "Utfall"),), (Row("a", (Cell(Decimal(1), Kind.NUMBER),)),)), 1
)


def blocks(markdown: str, markers: Markers | None = None) -> str:
    return dump_blocks(to_blocks(markdown, markers or Markers())).strip()


def test_headings_have_anchors_in_plain_letters_that_never_repeat() -> None:
    headings = to_blocks("# Ekonomi\n\n## Åtgärder & risker\n\n## Ekonomi\n\n# !\n\n# ?\n", Markers())
    assert [(h.level, h.anchor) for h in headings if isinstance(h, Heading)] == [
        (1, "ekonomi"),
        (2, "atgarder-risker"),
        (2, "ekonomi-2"),
        (1, "avsnitt"),
        (1, "avsnitt-2"),
    ]


def test_a_long_heading_has_a_short_anchor() -> None:
    (heading,) = to_blocks("# " + "Uppföljning av nämndmål och indikatorer för hela året\n", Markers())
    assert isinstance(heading, Heading)
    assert heading.anchor == "uppfoljning-av-namndmal-och-indi"


def test_an_anchor_is_never_given_twice_even_to_a_heading_that_looks_numbered() -> None:
    headings = to_blocks("# Mål\n\n# Mål\n\n# Mål 2\n", Markers())
    anchors = [heading.anchor for heading in headings if isinstance(heading, Heading)]
    assert len(set(anchors)) == 3


def test_bold_italic_and_links() -> None:
    assert inline("Se **bilagan** och *notera* [webben](https://exempel.se).") == (
        Text("Se "),
        Text("bilagan", bold=True),
        Text(" och "),
        Text("notera", italic=True),
        Text(" "),
        Text("webben", link="https://exempel.se"),
        Text("."),
    )


def test_a_line_feed_is_a_space_and_two_spaces_before_it_a_line_break() -> None:
    assert runs(inline("rad ett\nrad två  \nrad tre")) == "rad ett rad två⏎rad tre"


def test_lists_nest() -> None:
    markdown = """
- Barn och unga
    - Fler placeringar
    - Färre dygn
        1. på HVB
        2. på SiS
- Vuxna

  Ett stycke till.
"""
    assert (
        blocks(markdown)
        == """
- Barn och unga
  - Fler placeringar
  - Färre dygn
    1. på HVB
    2. på SiS
- Vuxna
  Ett stycke till.
""".strip()
    )


@pytest.mark.parametrize("html", ["<script>alert(1)</script>", "<b>fet</b>", "<!-- dold -->"])
def test_html_is_text(html: str) -> None:
    assert blocks(f"{html}\n") == html


def test_an_indented_paragraph_is_no_code() -> None:
    assert blocks("Ett stycke.\n\n    Indraget stycke.\n") == "Ett stycke.\n\nIndraget stycke."
    assert blocks("```\nkod\n```\n") == "kod"


def test_a_quotation_has_a_role() -> None:
    (quote,) = to_blocks("> Det går bättre.\n", Markers())
    assert quote == Paragraph((Text("Det går bättre."),), Role.QUOTE)


def test_a_held_block_stands_where_its_marker_stood() -> None:
    markers = Markers()
    markdown = f"Före.\n{markers.hold(TABLE)}\nEfter."
    assert to_blocks(markdown, markers) == (Paragraph((Text("Före."),)), TABLE, Paragraph((Text("Efter."),)))


def test_a_held_block_within_a_list_stays_there() -> None:
    markers = Markers()
    marker = markers.hold(TABLE).strip()
    (held,) = to_blocks(f"- Se tabellen\n\n  {marker}\n", markers)
    assert isinstance(held, BulletList)
    assert held.items[0].children == (TABLE,)


def test_landscape_pages_hold_what_stands_between_the_turns() -> None:
    first, turned, last = to_blocks("Före.\n" + landscape("# Bred tabell\n\nText.") + "Efter.", Markers())
    assert isinstance(turned, Landscape)
    assert dump_blocks(turned.blocks).strip() == "# Bred tabell (#bred-tabell)\n\nText."
    assert (first, last) == (Paragraph((Text("Före."),)), Paragraph((Text("Efter."),)))


def test_a_landscape_without_content_is_no_page() -> None:
    assert to_blocks(landscape("   "), Markers()) == ()


def test_a_new_page_belongs_to_the_next_heading() -> None:
    made = to_blocks(f"# Ett\n{NEW_PAGE}Text.\n\n# Två\n\n# Tre\n", Markers())
    assert [block.new_page for block in made if isinstance(block, Heading)] == [False, True, False]


def test_a_new_page_reaches_into_landscape() -> None:
    (turned,) = to_blocks(NEW_PAGE + landscape("# Bred\n\nText."), Markers())
    assert isinstance(turned, Landscape)
    heading = turned.blocks[0]
    assert isinstance(heading, Heading)
    assert heading.new_page
