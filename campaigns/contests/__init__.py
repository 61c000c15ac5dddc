"""Contests (cuộc thi): rules as data, entrants, attempts, rankings and prizes."""
