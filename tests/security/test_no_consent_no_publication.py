"""Without a consent that is needed nothing goes live, whatever way is taken (rule 4).

Everything else is in order: the revision was approved, word for word. Each way
is tried with each kind of page; the last test shows that the ways lead
somewhere, once everybody has agreed.
"""

from contextlib import suppress
from datetime import timedelta

from django.core.exceptions import ValidationError
from django.test import Client, TestCase
from django.utils import timezone
from wagtail.models import Locale, Page

from goodnews.consents.choices import AgeBand, Purpose
from goodnews.consents.services import name_person
from goodnews.workflows.choices import ApprovalChannel
from goodnews.workflows.models import Approval
from goodnews.workflows.services import approve_and_publish, publish_due
from news.models import StoryPerson
from tests.consents.factories import make_text
from tests.exemplars.factories import consent_to
from tests.exemplars.factories import make_draft as make_profile
from tests.images.factories import make_image_row
from tests.workflows.factories import NOW, act, fresh, make_newsroom

NAME = "Lù Thị Mai"


def approve(page) -> None:
    """Say the last word on the latest revision, as the workflow does."""
    revision = page.get_latest_revision() or page.save_revision()
    Approval.objects.record(revision=revision, user=None, now=NOW, channel=ApprovalChannel.SETUP)


def switch_on(page, room):
    page = fresh(page)
    page.live, page.live_revision = True, page.latest_revision
    page.save()


def switch_on_as_plain_page(page, room):
    plain = Page.objects.get(pk=page.pk)
    plain.live, plain.live_revision = True, plain.latest_revision
    plain.save(update_fields=["live", "live_revision"])


def publish_revision(page, room):
    fresh(page).get_latest_revision().publish(user=room.superuser)


def import_it(page, room):
    approve_and_publish(page=fresh(page), now=NOW)


def wait_for_its_moment(page, room):
    page.revisions.update(approved_go_live_at=timezone.now() - timedelta(minutes=1))
    publish_due(now=timezone.now())


def approve_last(page, room):
    page = fresh(page)
    page.get_workflow().start(page, room.correspondent)
    for user in (room.reviewer, room.editor, room.approver):
        act(fresh(page), user, "approve")


def press_bulk_button(page, room):
    _signed_in(room).post(f"/admin/bulk/wagtailcore/page/publish/?id={page.pk}&next=/admin/")


def call_admin_interface(page, room):
    _signed_in(room).post(f"/admin/api/main/pages/{page.pk}/action/publish/")


def copy_live(page, room):
    fresh(page).copy(update_attrs={"slug": "ban-sao", "live": True})


def show_as_alias(page, room):
    alias = fresh(page).create_alias(update_slug="bi-danh")
    alias.live = True
    alias.save()


def translate(page, room):
    english, _is_new = Locale.objects.get_or_create(language_code="en")
    copy = fresh(page).copy_for_translation(english, copy_parents=True)
    copy.save_revision()
    approve(copy)
    copy.get_latest_revision().publish(user=room.superuser)


def _signed_in(room) -> Client:
    client = Client()
    client.force_login(room.superuser)
    return client


WAYS = (
    switch_on,
    switch_on_as_plain_page,
    publish_revision,
    import_it,
    wait_for_its_moment,
    approve_last,
    press_bulk_button,
    call_admin_interface,
    copy_live,
    show_as_alias,
    translate,
)


class PublicationTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.room = make_newsroom()
        for purpose in (Purpose.STORY, Purpose.IMAGE):
            make_text(purpose=purpose, body="Tôi đồng ý.")

    # --- What lacks a consent, everything else being there -----------------------------------

    def profile(self):
        return make_profile(NAME, unit=self.room.unit)

    def portrait(self):
        page = make_profile(NAME, unit=self.room.unit, portrait=make_image_row())
        consent_to(page)
        return page

    def story(self):
        page = self.room.story()
        page.named_people = [StoryPerson(name=NAME, age_band=AgeBand.ADULT)]
        page.save()
        return page

    def picture(self):
        cover = make_image_row()
        page = self.room.story(cover=cover)
        name_person(
            image=cover, subject_key=page.translation_key, name=NAME, age_band=AgeBand.ADULT
        )
        return page

    def test_no_way_leads_to_the_public(self):
        for make in (self.profile, self.portrait, self.story, self.picture):
            for way in WAYS:
                with self.subTest(page=make.__name__, way=way.__name__):
                    page = make()
                    page.save_revision()
                    approve(page)
                    with suppress(ValidationError):
                        way(page, self.room)
                    # Copies and translations are pages of the same type.
                    self.assertFalse(type(page).objects.live().exists())
                    Page.objects.get(pk=page.pk).delete()
                    Page.objects.filter(slug__in=["ban-sao", "bi-danh"]).delete()

    def test_the_same_ways_lead_there_with_the_consent(self):
        for way in (switch_on, publish_revision, import_it, wait_for_its_moment, approve_last):
            with self.subTest(way=way.__name__):
                page = self.portrait()
                consent_to(page, purpose=Purpose.IMAGE)
                page.save_revision()
                approve(page)
                way(page, self.room)
                self.assertTrue(fresh(page).live)
