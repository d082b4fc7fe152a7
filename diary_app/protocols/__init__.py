"""The study plan's TOML: its schema and strict loader."""
