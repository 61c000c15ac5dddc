"""The chain of evidence: what was submitted, published and done cannot change unnoticed."""
