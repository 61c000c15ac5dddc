"""Files of questions: each format is read into, and written from, the same plain items.

Pure: no module here knows Django's models or the bank. What a reader cannot take
it names with its place; it never guesses.
"""
