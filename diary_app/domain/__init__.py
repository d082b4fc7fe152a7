"""The rules of the diary: pure functions over entries, standard library only."""
