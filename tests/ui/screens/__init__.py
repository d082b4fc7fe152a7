"""The pictures of ``docs/screenshots`` and ``tests/data/golden``, taken from the real window.

``python -m tests.ui.screens --help``. Everybody in them is made up, and so are their diaries.
"""
