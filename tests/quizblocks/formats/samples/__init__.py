"""Files of questions written anew from the documentation of each format."""

from pathlib import Path

FOLDER = Path(__file__).parent


def sample(name: str) -> bytes:
    return (FOLDER / name).read_bytes()
