"""Who asks: a script or a person."""


def wants_json(request) -> bool:
    """Tell whether a script asked, not a person."""
    return (
        request.headers.get("x-requested-with") == "XMLHttpRequest"
        or "application/json" in request.headers.get("accept", "")
        or request.content_type == "application/json"
        or request.path_info.startswith("/admin/api/")
    )
