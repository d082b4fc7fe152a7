"""The EORTC QLQ-C30 (version 3): items, scales, scoring, interpretation, administration."""
