"""Reminders (nhắc việc): who is told by e-mail what still has to be done, and when not."""
