"""Study plans in files: the TOML schema, its checks and the loader."""
