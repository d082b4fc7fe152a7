"""Files for other systems: exports and sealed transfers come here."""
