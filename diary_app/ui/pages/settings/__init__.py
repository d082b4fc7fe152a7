"""Settings: sections of rows, and a step in place where something must be typed."""
