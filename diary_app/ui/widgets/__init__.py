"""The building blocks of every page; they know tokens and texts, never services."""
