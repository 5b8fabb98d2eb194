"""python-docx at its fastest: the body as XML text, parsed once, in the package that python-docx writes."""

from __future__ import annotations

import sys

from docx import Document
from docx.oxml import parse_xml

from peers.body import NAMESPACE, body
from peers.ready import load

if __name__ == "__main__":
    content, out = sys.argv[1:]
    document = Document()
    section = document.element.body.sectPr
    made = parse_xml(f'<w:body xmlns:w="{NAMESPACE}">{body(load(content)["blocks"])}</w:body>')
    made.append(section)
    document.element.replace(document.element.body, made)
    document.save(out)
