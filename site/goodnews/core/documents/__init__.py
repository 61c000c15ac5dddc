"""Word files in the form in which offices send them: head, text, tables, places to sign."""
