"""Signs of unfair play: found after a round is closed, judged by two people."""
