"""Loading the demo content, once: the public names of this package."""

from .loader import is_loaded, load_demo

__all__ = ["is_loaded", "load_demo"]
