"""Certificates: what they say, how they look, and how anybody checks one."""
