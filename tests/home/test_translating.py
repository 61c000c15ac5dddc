"""What a translator finds on the start page of the admin."""

from datetime import timedelta

from django.db import connection
from django.test import TestCase
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from wagtail.models import Locale, Page
from wagtail_localize.models import Translation, TranslationSource

from goodnews.accounts.roles import Role
from goodnews.accounts.services import apply_roles
from goodnews.home.models import StandardPage
from goodnews.home.translating import MOST_LISTED, pages_to_translate
from tests.accounts.factories import make_user
from tests.campaigns.factories import make_campaign
from tests.exemplars.factories import make_exemplar
from tests.news.factories import NOW, make_site, make_story
from tests.translating import write_texts
from tests.units.factories import make_unit


class TranslatorTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        site = make_site()
        apply_roles()
        # The pages that the site begins with are of no interest here.
        Page.objects.filter(locale__language_code="vi").update(first_published_at=NOW)
        cls.index = site.stories
        cls.english = Locale.objects.get(language_code="en")
        cls.story = make_story(cls.index, "Cầu mới qua suối", now=NOW + timedelta(hours=1))
        cls.translator = make_user("translator", role=Role.TRANSLATOR)

    def items(self) -> dict[str, str]:
        return {item.url: item.about for item in pages_to_translate() if "Cầu" in item.title}

    def translate(self, *, all_texts: bool) -> Translation:
        source, _is_new = TranslationSource.update_or_create_from_instance(self.story)
        translation = Translation.objects.create(source=source, target_locale=self.english)
        write_texts(translation, but=0 if all_texts else 1)
        translation.save_target(publish=False)
        return translation

    def test_a_new_page_leads_to_its_translation(self):
        address = reverse("wagtail_localize:submit_page_translation", args=[self.story.pk])
        address = f"{address}?select_locale=en"
        self.assertEqual(self.items(), {address: "Chưa dịch"})
        self.client.force_login(self.translator)
        page = self.client.get("/admin/")
        self.assertContains(page, f'href="{address}"')
        form = self.client.get(address).context["form"]
        self.assertEqual(form.initial["locales"], [self.english])

    def test_of_an_unfinished_one_the_missing_texts_are_counted(self):
        translation = self.translate(all_texts=False)
        target = translation.get_target_instance()
        address = reverse("wagtailadmin_pages:edit", args=[target.pk])
        self.assertEqual(self.items(), {address: "Còn 1 đoạn chưa dịch"})

    def test_a_finished_one_waits_again_when_its_page_is_published_anew(self):
        translation = self.translate(all_texts=True)
        target = translation.get_target_instance()
        send = reverse("home_send_translation", args=[target.pk])
        self.assertEqual(self.items(), {send: "Đã dịch xong: gửi duyệt."})
        later = translation.source.last_updated_at + timedelta(minutes=1)
        Page.objects.filter(pk=self.story.pk).update(last_published_at=later)
        address = reverse("wagtail_localize:update_translations", args=[translation.source_id])
        self.assertEqual(list(self.items()), [address, send])
        self.client.force_login(self.translator)
        self.assertEqual(self.client.get(address).status_code, 200)

    def test_what_nobody_reads_yet_waits_for_nobody(self):
        Page.objects.filter(pk=self.story.pk).update(live=False)
        self.assertEqual(self.items(), {})

    def test_the_panel_is_the_translators_alone(self):
        for role in (Role.EDITOR, Role.ADMINISTRATOR):
            with self.subTest(role=role):
                self.client.force_login(make_user(role.value, role=role))
                self.assertNotContains(self.client.get("/admin/"), "to-translate")

    def test_few_and_many_pages_take_the_same_queries(self):
        counts = []
        for _round in range(2):
            with CaptureQueriesContext(connection) as queries:
                found = list(pages_to_translate())
            counts.append(len(queries))
            for number in range(MOST_LISTED + 1):
                make_story(self.index, f"Tin {number} {_round}", now=NOW + timedelta(hours=2))
        self.assertEqual(counts[0], counts[1])
        self.assertEqual(len(found), MOST_LISTED)

    def test_no_place_of_a_translation_is_the_number_of_a_unit(self):
        about = StandardPage.objects.first()
        about.unit = make_unit("Xã Nậm Pung")
        about.save(update_fields=["unit"])
        pages = (about, make_exemplar(unit=about.unit), make_campaign(unit=about.unit))
        self.client.force_login(self.translator)
        for page in pages:
            source, _is_new = TranslationSource.update_or_create_from_instance(page)
            translation = Translation.objects.create(source=source, target_locale=self.english)
            translation.save_target(publish=False)
            target = translation.get_target_instance()
            editor = self.client.get(reverse("wagtailadmin_pages:edit", args=[target.pk]))
            with self.subTest(page=page):
                self.assertContains(editor, "contentPath")
                self.assertNotContains(editor, "contentPath&quot;: &quot;unit&quot;")
                self.assertEqual(target.get_latest_revision_as_object().unit, page.unit)

    def test_with_everything_translated_it_says_so(self):
        Page.objects.filter(locale__language_code="vi").update(live=False)
        self.client.force_login(self.translator)
        self.assertContains(self.client.get("/admin/"), "Mọi trang công khai đã có bản dịch")
