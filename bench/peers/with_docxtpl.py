"""docxtpl: a Word template with Jinja in it."""

from __future__ import annotations

import sys

from docxtpl import DocxTemplate

from peers.ready import load

if __name__ == "__main__":
    template, content, out = sys.argv[1:]
    document = DocxTemplate(template)
    document.render(dict(load(content)), autoescape=True)
    document.save(out)
