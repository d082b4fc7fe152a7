"""Puts a PDF on paper: the system's print dialog, then page after page. The bytes stay in memory."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QRectF, QSizeF, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QWidget

if TYPE_CHECKING:
    from PySide6.QtPdf import QPdfDocument
    from PySide6.QtPrintSupport import QPrinter

_DOTS = 300  # per inch; finer than the eye needs and small enough for any memory


def ask_printer(parent: QWidget) -> QPrinter | None:
    """The printer a person chose in the system's dialog; none when they thought better of it."""
    from PySide6.QtPrintSupport import QPrintDialog, QPrinter

    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    dialog = QPrintDialog(printer, parent)
    return printer if dialog.exec() else None


def print_pdf(content: bytes, printer: QPrinter) -> bool:
    """Print every page as large as the paper; whether the printer took all of it."""
    from PySide6.QtPdf import QPdfDocument

    printer.setFullPage(True)  # the pages have margins of their own
    buffer = QBuffer()
    buffer.setData(QByteArray(content))
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    document = QPdfDocument()
    document.load(buffer)
    painter = QPainter()
    if document.status() != QPdfDocument.Status.Ready or not painter.begin(printer):
        return False
    printed = True
    for page in range(document.pageCount()):
        printed = printed and (page == 0 or printer.newPage())
        _print_page(document, page, painter, printer)
    finished = painter.end()
    document.close()
    return printed and finished


def _print_page(document: QPdfDocument, page: int, painter: QPainter, printer: QPrinter) -> None:
    points = document.pagePointSize(page)
    image = document.render(page, (points * (_DOTS / 72)).toSize())
    paper = QRectF(printer.pageLayout().fullRectPixels(printer.resolution()))
    fitting = QSizeF(points).scaled(paper.size(), Qt.AspectRatioMode.KeepAspectRatio)
    place = QRectF(0, 0, fitting.width(), fitting.height())
    place.moveCenter(paper.center())
    painter.drawImage(place, image)
