"""Results of contests: tables, prizes, their versions and what is shown of them."""
