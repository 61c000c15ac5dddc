"""Wagtail's name for it: whoever runs Wagtail's command runs ours."""

from .publish_due import Command

__all__ = ["Command"]
