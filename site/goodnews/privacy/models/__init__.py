"""Requests about personal data, and rules about how long what is kept."""

from .requests import DataRequest
from .retention import RetentionResult, RetentionRule, RetentionRun
from .settings import PrivacySettings

__all__ = ["DataRequest", "PrivacySettings", "RetentionResult", "RetentionRule", "RetentionRun"]
