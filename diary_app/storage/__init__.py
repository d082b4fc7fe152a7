"""The encrypted store: engine, lock, tables, journal, integrity (the only door to the database)."""
