"""python-docx at its fastest: the body as XML text, parsed once, in the package that python-docx writes."""

from __future__ import annotations

import sys

from docx import Document
from docx.oxml import parse_xml
from lxml import etree

from peers.body import body
from peers.ready import load

if __name__ == "__main__":
    content, out = sys.argv[1:]
    document = Document()
    # one text parsed once: moving a large parsed table from one document to another takes the square of its size
    start, _, rest = etree.tostring(document.element, encoding="unicode").partition("<w:body>")
    section = rest[rest.index("<w:sectPr") :]
    whole = f"{start}<w:body>{body(load(content)['blocks'])}{section}"
    document.part._element = parse_xml(whole)  # noqa: SLF001  what its users do
    document.save(out)
