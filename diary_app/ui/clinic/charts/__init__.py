"""Charts of the clinic's tabs: walked through by keys, shown as tables, saved as files."""
