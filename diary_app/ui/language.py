"""The language of everything that Qt itself says and writes: its dialogs, its dates."""

from __future__ import annotations

import logging

from PySide6.QtCore import QLibraryInfo, QLocale, QTranslator
from PySide6.QtWidgets import QApplication

from diary_app.common.i18n import LANGUAGES

NAMES = {"en": "English", "zh_CN": "中文（简体）"}
"""How each language calls itself; never translated."""
SHORT = {"en": "English", "zh_CN": "中文"}
_LOCALES = {
    "en": (QLocale.Language.English, QLocale.Country.UnitedKingdom),
    "zh_CN": (QLocale.Language.Chinese, QLocale.Country.China),
}
_OF_QT = {"zh_CN": "qtbase_zh_CN"}  # English is what Qt speaks without a catalogue
_log = logging.getLogger(__name__)
_installed: list[QTranslator] = []


def other(language: str) -> str:
    """The language that a press changes to."""
    return next(each for each in LANGUAGES if each != language)


def locale_of(language: str) -> QLocale:
    """Names of days and months in ``language``."""
    return QLocale(*_LOCALES[language])


def speak(language: str) -> None:
    """Let Qt's own dialogs and dates speak ``language`` from now on."""
    QLocale.setDefault(locale_of(language))
    while _installed:
        QApplication.removeTranslator(_installed.pop())
    name = _OF_QT.get(language)
    if name is None:
        return
    catalogue = QTranslator()
    if catalogue.load(name, QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)):
        QApplication.installTranslator(catalogue)
        _installed.append(catalogue)
    else:
        _log.warning("Qt's own texts are not there in %s", language)
