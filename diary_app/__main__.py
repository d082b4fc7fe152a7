"""``diary-app``: the window, or one command. Which one is known before anything heavy is imported."""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Mapping


def main() -> int:
    """Open the window when there are no arguments, else do the command they name; the exit code."""
    if len(sys.argv) <= 1:
        return _open_window() if has_screen(os.environ) else _no_screen()
    # What is imported stays until the end: looking it through for garbage meanwhile only costs time.
    gc.set_threshold(50_000)
    from diary_app.cli.app import let_go_of_output, run

    code = run(sys.argv[1:])
    let_go_of_output()
    return code


def has_screen(environ: Mapping[str, str]) -> bool:
    """Whether a window can open; only Linux runs without a screen, and Qt would end the process there."""
    named = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    return not sys.platform.startswith("linux") or any(environ.get(name) for name in named)


def _open_window() -> int:
    from diary_app.cli.language import of_window
    from diary_app.ui.application import run

    return run(language=of_window(os.environ))


def _no_screen() -> int:
    from diary_app.cli.language import of_computer
    from diary_app.common.errors import UsageError
    from diary_app.common.i18n import N_, translator

    problem = UsageError(N_("There is no screen for the window; diary-app --help lists the commands."))
    print(translator(of_computer(os.environ)).error(problem), file=sys.stderr)
    return problem.exit_code


if __name__ == "__main__":
    sys.exit(main())
