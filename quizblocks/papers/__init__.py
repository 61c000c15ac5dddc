"""Printed papers (đề in): questions chosen, shuffled into variants, and written as Word and PDF files."""
