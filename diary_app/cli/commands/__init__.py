"""The commands, a module for each matter; each module's ``register`` adds its own."""
