"""A cell as it stands in the file of a sheet; ``style`` is the number of its look, ``name`` such as ``B7``."""

from __future__ import annotations


def blank_xml(name: str, style: int) -> str:
    """Return a cell that has a look and nothing else."""
    return f'<c r="{name}" s="{style}"/>'


def text_xml(name: str, style: int, number: int) -> str:
    """Return a cell with words, by their number in the file's list of texts."""
    return f'<c r="{name}" s="{style}" t="s"><v>{number}</v></c>'


def number_xml(name: str, style: int, value: float) -> str:
    """Return a cell with a number, with all the digits that Excel keeps."""
    return f'<c r="{name}" s="{style}"><v>{value:.16G}</v></c>'


def formula_xml(name: str, style: int, formula: str, value: float | str) -> str:
    """Return a cell with a formula and its value.

    Words are marked as words, also when there are none: without the mark the formula reads as never calculated.
    """
    if isinstance(value, str):
        return f'<c r="{name}" s="{style}" t="str"><f>{_escaped(formula)}</f><v>{_escaped(value)}</v></c>'
    return f'<c r="{name}" s="{style}"><f>{_escaped(formula)}</f><v>{value}</v></c>'


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
