"""From a file of questions to the bank: what the bank can hold, a dry run, and the import."""
