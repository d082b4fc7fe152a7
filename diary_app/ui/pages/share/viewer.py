"""Looking at a PDF inside the window; the bytes stay in memory."""

from __future__ import annotations

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPalette
from PySide6.QtPdf import QPdfDocument
from PySide6.QtPdfWidgets import QPdfView
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from diary_app.ui.kit import Kit
from diary_app.ui.widgets.buttons import Button
from diary_app.ui.widgets.labels import Label


class PdfViewer(QWidget):
    """The pages, a line above them, and the way back."""

    closed = Signal()

    def __init__(self, kit: Kit) -> None:
        super().__init__()
        self.kit = kit
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(14)
        row = QHBoxLayout()
        row.setSpacing(16)
        self.back_button = Button(kit, kit.tr("Back"), icon="arrow-left")
        self.back_button.clicked.connect(self.closed)
        row.addWidget(self.back_button)
        words = QVBoxLayout()
        words.setSpacing(0)
        self.title = Label(kit, "", "card-title")
        self.line = Label(kit, "", "second", "ink-2")
        words.addWidget(self.title)
        words.addWidget(self.line)
        row.addLayout(words, 1)
        column.addLayout(row)
        self.document = QPdfDocument(self)
        self._view = QPdfView(self)
        self._view.setDocument(self.document)
        self._view.setPageMode(QPdfView.PageMode.MultiPage)
        self._view.setZoomMode(QPdfView.ZoomMode.FitToWidth)
        self._view.setFrameShape(QFrame.Shape.NoFrame)
        palette = self._view.palette()
        palette.setColor(QPalette.ColorRole.Dark, kit.colour("line"))
        self._view.setPalette(palette)
        self._view.setAccessibleName(kit.tr("Pages of the PDF"))
        column.addWidget(self._view, 1)
        self._buffer = QBuffer(self)

    def show_pdf(self, content: bytes, title: str, line: str) -> None:
        """Show a document; ``line`` says whether and where it was saved."""
        self.title.setText(title)
        self.line.setText(line)
        self.document.close()
        self._buffer.close()
        self._buffer.setData(QByteArray(content))
        self._buffer.open(QIODevice.OpenModeFlag.ReadOnly)
        self.document.load(self._buffer)

    def forget(self) -> None:
        """Let go of the document."""
        self.document.close()
        self._buffer.close()
        self._buffer.setData(QByteArray())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape goes back."""
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        else:
            super().keyPressEvent(event)
