"""How do you feel today? The plan's symptoms on a scale of 0 to 4, and a note."""
