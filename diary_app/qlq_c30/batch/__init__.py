"""Scoring of whole tables: a file (``score_file``) or a data frame (``score_frame``).

The only place of this layer that uses data-frame libraries, and only inside
its functions, so that importing it costs nothing.
"""

from diary_app.qlq_c30.batch.files import Summary, score_file
from diary_app.qlq_c30.batch.frames import score_frame

__all__ = ["Summary", "score_file", "score_frame"]
