"""What search engines are told about a page, as plain dictionaries (schema.org, JSON-LD).

Each builder takes words and addresses, never models, so that any room can use
it. Addresses are absolute.

Source:
    https://schema.org and Google's required properties of Article,
    BreadcrumbList, ProfilePage and Quiz.
"""

from collections.abc import Iterable, Sequence
from datetime import date, datetime

CONTEXT = "https://schema.org"
# Google cuts a headline here.
HEADLINE_LENGTH = 110
EDUCATIONAL_TYPES = {
    "single": "Multiple choice",
    "multiple": "Checkbox",
    "true_false": "True/False",
    "numeric": "Fill-in-the-blank",
    "short_answer": "Fill-in-the-blank",
    "ordering": "Ordering",
    "matching": "Matching",
    "gaps": "Fill-in-the-blank",
}


def news_article(
    *,
    headline: str,
    url: str,
    published_at: datetime,
    modified_at: datetime | None = None,
    description: str = "",
    images: Sequence[str] = (),
    author_name: str,
    author_is_person: bool = True,
    author_url: str = "",
    publisher_name: str,
    publisher_url: str = "",
    publisher_logo: str = "",
    section: str = "",
    keywords: Sequence[str] = (),
    language: str = "vi",
    source_url: str = "",
) -> dict:
    """Return a NewsArticle.

    Args:
        author_name: the byline, or the unit's name where there is none; then
            ``author_is_person`` is False.
        source_url: where a re-post comes from.
    """
    return _filled(
        {
            "@context": CONTEXT,
            "@type": "NewsArticle",
            "headline": _cut(headline, HEADLINE_LENGTH),
            "description": description,
            "url": url,
            "mainEntityOfPage": {"@type": "WebPage", "@id": url},
            "datePublished": published_at,
            "dateModified": modified_at or published_at,
            "image": list(images),
            "author": _filled(
                {
                    "@type": "Person" if author_is_person else "Organization",
                    "name": author_name,
                    "url": author_url,
                }
            ),
            "publisher": organisation(name=publisher_name, url=publisher_url, logo=publisher_logo),
            "articleSection": section,
            "keywords": list(keywords),
            "inLanguage": language,
            "isAccessibleForFree": True,
            "isBasedOn": source_url,
        }
    )


def organisation(*, name: str, url: str = "", logo: str = "") -> dict:
    """Return an Organization, as publisher or as what somebody belongs to."""
    image = {"@type": "ImageObject", "url": logo} if logo else None
    return _filled({"@type": "Organization", "name": name, "url": url, "logo": image})


def breadcrumbs(items: Iterable[tuple[str, str]]) -> dict:
    """Return a BreadcrumbList of (name, address) from the home page down."""
    return {
        "@context": CONTEXT,
        "@type": "BreadcrumbList",
        "itemListElement": [
            {"@type": "ListItem", "position": position, "name": name, "item": url}
            for position, (name, url) in enumerate(items, start=1)
        ],
    }


def profile_page(
    *,
    name: str,
    url: str,
    description: str = "",
    image: str = "",
    is_person: bool = True,
    unit_name: str = "",
    honours: Sequence[str] = (),
    created_at: datetime | None = None,
    modified_at: datetime | None = None,
    language: str = "vi",
) -> dict:
    """Return a ProfilePage about a Person or a group.

    Nothing that is not on the page: no birthday, no address, no school.
    """
    unit = {"@type": "Organization", "name": unit_name} if unit_name else None
    about = {
        "@type": "Person" if is_person else "Organization",
        "name": name,
        "url": url,
        "description": description,
        "image": image,
        "award": list(honours),
        ("affiliation" if is_person else "parentOrganization"): unit,
    }
    return _filled(
        {
            "@context": CONTEXT,
            "@type": "ProfilePage",
            "url": url,
            "dateCreated": created_at,
            "dateModified": modified_at,
            "inLanguage": language,
            "mainEntity": _filled(about),
        }
    )


def quiz(
    *,
    name: str,
    url: str,
    about: str = "",
    questions: Iterable[tuple[str, str]] = (),
    language: str = "vi",
) -> dict:
    """Return a Quiz with its questions as (kind, stem), without any answer.

    Args:
        questions: kinds as the question bank names them.

    Source:
        ARCHITECTURE.md, rule 5: a key is never part of a page.
    """
    parts = [
        _filled(
            {
                "@type": "Question",
                "eduQuestionType": EDUCATIONAL_TYPES.get(kind, ""),
                "learningResourceType": "Practice problem",
                "text": stem,
            }
        )
        for kind, stem in questions
    ]
    return _filled(
        {
            "@context": CONTEXT,
            "@type": "Quiz",
            "name": name,
            "url": url,
            "about": {"@type": "Thing", "name": about} if about else None,
            "educationalUse": "practice",
            "learningResourceType": "Quiz",
            "inLanguage": language,
            "isAccessibleForFree": True,
            "hasPart": parts,
        }
    )


def _filled(data: dict) -> dict:
    """Return ``data`` without what is empty; moments as ISO 8601."""
    return {
        key: value.isoformat() if isinstance(value, (date, datetime)) else value
        for key, value in data.items()
        if value not in ("", None, [], {})
    }


def _cut(text: str, length: int) -> str:
    if len(text) <= length:
        return text
    return f"{text[: length - 1].rsplit(' ', 1)[0]}…"
