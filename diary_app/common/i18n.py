"""The one text system: gettext catalogues for window, PDF and command line.

A text is marked where it is written and translated where it is shown:
``tr("Taken")``, ``tr("{n} days", n=3)``, ``tr.plural("{n} day", "{n} days", n)``,
``tr.within("sign", "Yes")`` where a word depends on what it is about, and, for
texts that are stored untranslated (errors, tables), ``N_("Taken")`` followed
later by ``tr(text)``.
"""

from __future__ import annotations

import gettext
from functools import lru_cache

from diary_app.common.errors import PlainError
from diary_app.common.resources import resource

LANGUAGES = ("en", "zh_CN")
DOMAIN = "diary"


def N_(message: str) -> str:  # noqa: N802 - gettext's own name
    """Mark ``message`` for the catalogue without translating it."""
    return message


class Translator:
    """Texts in one language; call it with an English message and its values."""

    def __init__(self, language: str, catalogue: gettext.NullTranslations) -> None:
        self.language = language
        self._catalogue = catalogue

    def __call__(self, message: str, /, **values: object) -> str:
        """Translate ``message`` and fill its ``{placeholders}``."""
        text = self._catalogue.gettext(message)
        return text.format(**values) if values else text

    def within(self, context: str, message: str, /) -> str:
        """Translate ``message`` where another language says it otherwise than elsewhere.

        ``tr.within("sign", "Yes")``: as the answer to whether one has something; English is the same.
        """
        return self._catalogue.pgettext(context, message)

    def plural(self, one: str, many: str, n: int, /, **values: object) -> str:
        """Translate the form that ``n`` takes; ``{n}`` is filled in."""
        return self._catalogue.ngettext(one, many, n).format(n=n, **values)

    def error(self, error: PlainError) -> str:
        """The sentence of an error in this language."""
        values = {
            name: self.error(value) if isinstance(value, PlainError) else value
            for name, value in error.values.items()
        }
        return self._catalogue.gettext(error.template).format(**values)


@lru_cache(maxsize=len(LANGUAGES))
def translator(language: str) -> Translator:
    """The translator of ``language`` (``en`` or ``zh_CN``); English needs no catalogue."""
    if language == "en":
        return Translator("en", gettext.NullTranslations())
    folder = str(resource("i18n"))
    return Translator(language, gettext.translation(DOMAIN, folder, [language], fallback=False))
