#!/usr/bin/env python
"""Django's command line; see README.md for the two commands that matter."""

import os
import sys
from pathlib import Path

if __name__ == "__main__":
    # Appended, never inserted: the standard library has a module named ``site``.
    sys.path.append(str(Path(__file__).resolve().parent / "site"))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "goodnews.settings.dev")

    from django.core.management import execute_from_command_line

    execute_from_command_line(sys.argv)
