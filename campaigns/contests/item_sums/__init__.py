"""Item statistics of closed rounds: summed up once by SQL, told to the question bank."""
