"""The floor: the body as text, zipped into a package that stands ready. No library, no checks, no looks of its own."""

from __future__ import annotations

import sys
import zipfile

from peers.body import body
from peers.ready import load

_DOCUMENT = "word/document.xml"

if __name__ == "__main__":
    package, content, out = sys.argv[1:]
    with zipfile.ZipFile(package) as ready, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for name in ready.namelist():
            part = ready.read(name)
            if name == _DOCUMENT:
                start, _, rest = part.decode().partition("<w:body>")
                section = rest[rest.index("<w:sectPr") :]
                part = f"{start}<w:body>{body(load(content)['blocks'])}{section}".encode()
            made.writestr(name, part)
