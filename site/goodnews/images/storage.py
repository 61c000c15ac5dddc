"""Files on disk that are whole or not there."""

import os
import uuid
from pathlib import Path

from django.core.files.storage import FileSystemStorage


class WholeFileSystemStorage(FileSystemStorage):
    """Write beside, then give the name: a full disk leaves no truncated picture.

    Source:
        FACTS.md, Images: Django leaves a truncated file under its final name.
    """

    def _save(self, name, content):
        folder = os.path.dirname(name)
        draft = os.path.join(folder, f".{uuid.uuid4().hex}.part")
        draft_path = Path(self.path(draft))
        try:
            super()._save(draft, content)
            _flush_to_disk(draft_path)
            return self._give_name(draft_path, name)
        finally:
            draft_path.unlink(missing_ok=True)

    def _give_name(self, draft_path: Path, name: str) -> str:
        while True:
            try:
                # A hard link fails where the name is taken; a rename would overwrite.
                os.link(draft_path, self.path(name))
            except FileExistsError:
                name = self.get_available_name(name)
            else:
                return str(name).replace("\\", "/")


def _flush_to_disk(path: Path) -> None:
    with path.open("rb") as written:
        os.fsync(written.fileno())
