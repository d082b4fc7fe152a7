"""The clinic's window: its desk, its pages, and the tabs of one patient."""
