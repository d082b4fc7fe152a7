"""The page "To review": alerts until somebody writes what was done."""
