"""A file inside a PDF (ISO 32000-1 section 7.11.4): put there as the document is made, and found again.

Other programs may save the document anew and move what is in it, so that it is
read with a PDF reader and not looked for by its bytes.
"""

from __future__ import annotations

import logging
from dataclasses import dataclass, field
from io import BytesIO
from typing import Any

from diary_app.common.errors import Damaged
from diary_app.common.i18n import N_

_MOST = 20
"""Attachments that are looked at."""


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file that a document carries; ``name``: in ASCII."""

    name: str
    content: bytes = field(repr=False)


def attach(canvas: Any, attachment: Attachment) -> None:
    """Put a file into the document that a reportlab canvas writes."""
    from reportlab.pdfbase.pdfdoc import PDFArray, PDFDictionary, PDFName, PDFStream, PDFString

    document = canvas._doc
    size = PDFDictionary({"Size": len(attachment.content)})
    about = PDFDictionary({"Type": PDFName("EmbeddedFile"), "Params": size})
    stream = document.Reference(PDFStream(about, attachment.content, filters=[]))
    name = PDFString(attachment.name)
    specification = PDFDictionary(
        {"Type": PDFName("Filespec"), "F": name, "UF": name, "EF": PDFDictionary({"F": stream})}
    )
    names = PDFArray([name, document.Reference(specification)])
    document.Catalog.Names = PDFDictionary({"EmbeddedFiles": PDFDictionary({"Names": names})})


def attached_files(document: bytes) -> list[bytes]:
    """The files that a PDF carries, some at the most. Raises ``Damaged`` for what is no readable PDF."""
    from pypdf import PdfReader

    logging.getLogger("pypdf").setLevel(logging.CRITICAL)  # what ails a file is said in a sentence
    found: list[bytes] = []
    try:
        for each in PdfReader(BytesIO(document)).attachment_list:
            found.append(each.content)
            if len(found) > _MOST:
                break
    except Exception as problem:  # pypdf raises whatever a malformed document leads it to
        raise Damaged(N_("The PDF cannot be read.")) from problem
    return found
