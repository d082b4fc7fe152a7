"""The EORTC QLQ-C30 (version 3.0): structure, arithmetic and filling-in, without its copyrighted texts."""
