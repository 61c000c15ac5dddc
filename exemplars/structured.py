"""What search engines are told about a profile."""

from django.urls import reverse
from django.utils.translation import gettext as _

from goodnews.sharing.structured_data import breadcrumbs, profile_page

from .choices import ExemplarKind


def describe_profile(page, *, parent, honours, request=None) -> list[dict]:
    """Return structured data of ``page``; nothing where search engines are asked to stay away."""
    if page.is_noindex:
        return []
    url = page.get_full_url(request) or ""
    root = "/".join(url.split("/", 3)[:3])
    trail = [
        (_("Home"), f"{root}{reverse('wagtail_serve', args=[''])}"),
        (parent.title, parent.get_full_url(request) or ""),
        (page.title, url),
    ]
    profile = profile_page(
        name=page.title,
        url=url,
        description=page.deed,
        image=f"{root}{page.portrait.file.url}" if page.portrait else "",
        is_person=page.kind == ExemplarKind.PERSON,
        unit_name=page.unit.name if page.unit else "",
        honours=[f"{honour.title} ({honour.year})" for honour in honours],
        created_at=page.first_published_at,
        modified_at=page.last_published_at,
        language=page.locale.language_code,
    )
    return [profile, breadcrumbs(trail)]
