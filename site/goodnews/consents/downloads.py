"""Giving a proof to somebody who may have it."""

from django.http import FileResponse

from .models import ConsentProof


def answer_with_proof(proof: ConsentProof) -> FileResponse:
    """Return the file to be saved: no browser shows it as a page of this site, none keeps it."""
    response = FileResponse(
        proof.file.open("rb"),
        as_attachment=True,
        filename=f"minh-chung-{proof.pk}.{proof.extension}",
        content_type=proof.kind,
    )
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response
