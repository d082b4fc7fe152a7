"""``diary-app``: the window, or one command. Which one is known before anything heavy is imported."""

from __future__ import annotations

import sys


def main() -> int:
    """Open the window when there are no arguments, else do the command they name; the exit code."""
    if len(sys.argv) <= 1:
        from diary_app.ui.application import run as open_window

        return open_window()
    from diary_app.cli.app import let_go_of_output, run

    code = run(sys.argv[1:])
    let_go_of_output()
    return code


if __name__ == "__main__":
    sys.exit(main())
