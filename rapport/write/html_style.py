"""The style sheet of a page: the palette's colours as variables, then what is done with them."""

from __future__ import annotations

from importlib import resources

from rapport.write import palette

_COLOURS = {
    "ink": palette.INK,
    "deep": palette.DEEP,
    "accent": palette.ACCENT,
    "quiet": palette.QUIET,
    "alarm": palette.ALARM,
    "white": palette.WHITE,
    "hairline": palette.HAIRLINE,
    "head-tint": palette.HEAD_TINT,
    "group-tint": palette.GROUP_TINT,
    "heading-tint": palette.HEADING_TINT,
    "total-tint": palette.TOTAL_TINT,
    "box-tint": palette.BOX_TINT,
}


def style_sheet() -> str:
    """Return the style sheet, which travels inside the page."""
    colours = "".join(f"--{name}:#{value};" for name, value in _COLOURS.items())
    chips = "\n".join(
        f".chip.{tone} {{ background: #{shade.fill}; color: #{shade.text}; }}"
        for tone, shade in palette.SHADES.items()
    )
    rules = resources.files("rapport.write").joinpath("html_page.css").read_text("utf-8")
    return (
        f':root{{{colours}--font:{palette.FONT},Carlito,"Segoe UI",system-ui,sans-serif}}\n{rules}{chips}\n'
    )
