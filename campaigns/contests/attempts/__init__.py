"""Attempts (lượt thi): drawn and frozen, saved answer by answer, marked when they are submitted."""
