"""Settings, campaign, documents and pages of text."""

import json
from datetime import datetime, timedelta

from django.core.files.base import ContentFile
from wagtail.documents import get_document_model

from campaigns.models import CampaignPage
from goodnews.accounts.models import User
from goodnews.demo.docx import make_docx
from goodnews.demo.reading import CONTENT_DIR, read_toml
from goodnews.demo.schedule import first_day
from goodnews.home.models import HomePage, SiteSettings, StandardPage
from goodnews.home.services import SiteTree
from goodnews.units.models import Unit
from goodnews.workflows.services import approve_and_publish

from .bodies import as_block, as_bullets, as_paragraphs, chosen_quiz
from .questions import Bank

# How long the campaign goes on after today.
DAYS_LEFT = 120


def fill_settings() -> None:
    """Name the invented province in the footer, and say that it is invented."""
    settings = SiteSettings.load()
    for name, value in read_toml("site.toml")["settings"].items():
        setattr(settings, name, value)
    settings.full_clean()
    settings.save()


def load_campaign(*, tree: SiteTree, unit: Unit, now: datetime) -> CampaignPage:
    """Publish the campaign, which began eight weeks ago."""
    row = read_toml("site.toml")["campaign"]
    starts_on = first_day(now.date())
    campaign = CampaignPage(
        title=row["title"],
        slug=row["slug"],
        locale=tree.home.locale,
        live=False,
        unit=unit,
        summary=row["summary"],
        rules=row["rules"],
        starts_on=starts_on,
        ends_on=now.date() + timedelta(days=DAYS_LEFT),
    )
    type(tree.campaigns).objects.get(pk=tree.campaigns.pk).add_child(instance=campaign)
    return approve_and_publish(page=campaign, now=now - timedelta(days=57))


def load_pages(*, tree: SiteTree, unit: Unit, approver: User, now: datetime) -> None:
    """Publish the pages of text, and the two plans as documents."""
    content = read_toml("pages.toml")
    documents = {row["key"]: _document(row) for row in content["document"]}
    for row in content["page"]:
        blocks = []
        for section in row["sections"]:
            blocks.append(as_block("heading", section["heading"]))
            if "paragraphs" in section:
                blocks += [
                    as_block("text", as_paragraphs([part])) for part in section["paragraphs"]
                ]
            if "bullets" in section:
                blocks.append(as_block("text", as_bullets(section["bullets"])))
        if "document" in row:
            document = documents[row["document"]]
            value = {"document": document.pk, "title": "", "note": "Văn bản đã công bố, toàn văn"}
            blocks.append(as_block("document", value))
        page = StandardPage(
            title=row["title"],
            slug=row["slug"],
            locale=tree.home.locale,
            live=False,
            unit=unit,
            introduction=row["introduction"],
            search_description=row["introduction"][:160],
            body=json.dumps(blocks),
        )
        HomePage.objects.get(pk=tree.home.pk).add_child(instance=page)
        approve_and_publish(page=page, user=approver, now=now - timedelta(days=50))


def _document(row: dict):
    text = (CONTENT_DIR / "documents" / row["source"]).read_text(encoding="utf-8")
    name = row["source"].replace(".txt", ".docx")
    document = get_document_model()(title=row["title"])
    document.file.save(name, ContentFile(make_docx(text)), save=False)
    document.file_size = document.file.size
    document.save()
    return document


def load_home_quiz(*, tree: SiteTree, bank: Bank) -> None:
    """Put a quiz of one question on the home page."""
    row = read_toml("site.toml")["home_quiz"]
    home = HomePage.objects.get(pk=tree.home.pk)
    questions = [bank[ref] for ref in row["questions"]]
    home.quiz = json.dumps([as_block("quiz", chosen_quiz(row["title"], questions))])
    home.save_revision(log_action=False).publish(skip_permission_checks=True)
