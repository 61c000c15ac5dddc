"""The life of a question: reviewed by another person, approved, versioned, retired, annulled."""
