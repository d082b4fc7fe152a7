"""The visit summary as data and as PDF (the only door to reportlab)."""
