"""What every layer may use: errors, clock, ids, texts, paths, settings, logs, version."""
