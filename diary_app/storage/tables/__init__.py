"""The tables of a store: the log, what stands beside it, and the typed projection of the log."""
