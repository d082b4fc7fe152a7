"""Which language is spoken: ``--lang``, else ``DIARY_APP_LANG``, else the store's, else the computer's."""

from __future__ import annotations

import logging
from collections.abc import Mapping, Sequence
from pathlib import Path

from diary_app.common.errors import DoesNotFit
from diary_app.common.i18n import LANGUAGES, N_
from diary_app.common.paths import plain_file, store_folder
from diary_app.common.settings import read_settings

_log = logging.getLogger(__name__)
LANG = "DIARY_APP_LANG"
_LOCALE = ("LC_ALL", "LC_MESSAGES", "LANG")


def language_of(given: str | None, folder: Path, environ: Mapping[str, str]) -> str:
    """The language of a call; refuses a given one that there is not."""
    given = given or environ.get(LANG) or None
    if given is not None:
        if given not in LANGUAGES:
            raise DoesNotFit(
                N_("There is no language {given}; what fits: {fits}."), given=given, fits=", ".join(LANGUAGES)
            )
        return given
    return _of_store(folder) or of_computer(environ)


def of_computer(environ: Mapping[str, str]) -> str:
    """The language of the computer's settings, English where they name one there is not."""
    locale = next((environ[name] for name in _LOCALE if environ.get(name)), "")
    return "zh_CN" if locale.lower().startswith("zh") else "en"


def of_window(environ: Mapping[str, str]) -> str | None:
    """The language the window opens in; one that there is not never keeps it from opening."""
    if environ.get(LANG) in LANGUAGES:
        return environ[LANG]
    try:
        return _of_store(store_folder(None, environ)) or of_computer(environ)
    except DoesNotFit:  # the window says what is wrong with the folder
        return None


def of_arguments(argv: Sequence[str], environ: Mapping[str, str]) -> str:
    """The language for a refusal, from arguments that may themselves not fit."""
    lang, folder = _value(argv, "--lang"), _value(argv, "--data-dir")
    lang = lang or environ.get(LANG)
    if lang in LANGUAGES:
        return lang
    try:
        store = store_folder(Path(folder) if folder else None, environ)
    except DoesNotFit:  # that is what is being said
        return of_computer(environ)
    return _of_store(store) or of_computer(environ)


def _of_store(folder: Path) -> str | None:
    file = plain_file(folder)
    try:
        return read_settings(file).language if file.exists() else None
    except (DoesNotFit, OSError):
        # A damaged settings file must not keep anybody from the diary; only the language is lost.
        _log.warning("the settings file beside the diary could not be read")
        return None


def _value(argv: Sequence[str], option: str) -> str | None:
    for place, word in enumerate(argv):
        if word.startswith(f"{option}="):
            return word.partition("=")[2]
        if word == option and place + 1 < len(argv):
            return argv[place + 1]
    return None
