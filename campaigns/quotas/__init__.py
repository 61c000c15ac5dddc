"""Quotas (định mức): what a unit is asked for in a day, week, month or quarter."""
