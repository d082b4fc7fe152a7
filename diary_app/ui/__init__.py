"""The patient's window: the only package that knows Qt."""
