"""The command line: parse, one service call, print. ``docs/command-line.md`` is its contract."""
