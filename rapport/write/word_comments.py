"""Comments of the review copy (granskningskopia): what stands behind a rating or a figure, beside it."""

from __future__ import annotations

from rapport.write.word_package import XML_HEAD, add_part, relate
from rapport.write.word_text import run

AUTHOR, INITIALS = "rapport", "r"
_DATE = "2000-01-01T00:00:00Z"
"""A comment has no time of its own: the same report gives the same bytes."""
_NAMESPACE = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml"


def commented(runs: str, remark: str, comments: list[str] | None) -> str:
    """Return runs with a comment on them.

    Args:
        runs: What the comment is about.
        remark: Its text; a line feed starts a new paragraph. Without text the runs are returned as they are.
        comments: The comments so far; None in a copy that has none.
    """
    if comments is None or not remark or not runs:
        return runs
    number = len(comments)
    comments.append(remark)
    return (
        f'<w:commentRangeStart w:id="{number}"/>{runs}<w:commentRangeEnd w:id="{number}"/>'
        f'<w:r><w:commentReference w:id="{number}"/></w:r>'
    )


def add_comments(parts: dict[str, bytes], comments: list[str]) -> None:
    """Add the part that holds the comments."""
    written = "".join(_comment(number, text) for number, text in enumerate(comments))
    content = f'{XML_HEAD}<w:comments xmlns:w="{_NAMESPACE}">{written}</w:comments>'.encode()
    add_part(parts, "word/comments.xml", content, _TYPE)
    relate(parts, "rIdRapport_comments", "comments", "comments.xml")


def _comment(number: int, text: str) -> str:
    paragraphs = "".join(f"<w:p>{run(line)}</w:p>" for line in text.split("\n") if line.strip())
    return f'<w:comment w:id="{number}" w:author="{AUTHOR}" w:date="{_DATE}" w:initials="{INITIALS}">{paragraphs}</w:comment>'
