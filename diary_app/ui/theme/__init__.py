"""The look of the window: one table of tokens, one style sheet, the bundled fonts."""
