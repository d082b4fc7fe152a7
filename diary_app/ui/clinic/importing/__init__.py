"""The page "Import": files from patients are looked at, then taken in."""
