from datetime import UTC, datetime
from io import StringIO

from django.contrib.auth.models import Group
from django.core.management import call_command
from django.test import TestCase, override_settings
from wagtail.models import Collection, Locale, Page, Site, Task, Workflow

from goodnews.accounts.roles import ROLES
from goodnews.consents.choices import Purpose
from goodnews.consents.models import ConsentText
from goodnews.home.models import HomePage, SiteSettings, StandardPage
from goodnews.home.services import build_site
from news.models import StoryIndexPage

NOW = datetime(2026, 11, 1, 2, tzinfo=UTC)


class BuildSiteTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.tree = build_site(now=NOW)

    def test_both_languages_have_home_page_and_sections(self):
        for address in ("/", "/tin-tot/", "/guong-sang/", "/chien-dich/"):
            for prefix in ("", "/en"):
                with self.subTest(address=prefix + address):
                    self.assertEqual(self.client.get(prefix + address).status_code, 200)

    def test_the_pages_of_text_are_published_in_both_languages(self):
        for slug in ("gioi-thieu", "quyen-rieng-tu", "tuyen-bo-tiep-can"):
            with self.subTest(slug=slug):
                self.assertContains(self.client.get(f"/{slug}/"), '<html lang="vi">')
                self.assertContains(self.client.get(f"/en/{slug}/"), '<html lang="en">')

    def test_the_privacy_page_says_what_the_law_asks_in_vietnamese(self):
        page = self.client.get("/quyen-rieng-tu/")
        self.assertContains(page, "91/2025/QH15")
        self.assertContains(page, "rút lại sự đồng ý")

    def test_wagtails_welcome_page_is_gone(self):
        self.assertEqual(Page.objects.filter(depth=2).count(), 2)
        self.assertEqual(Site.objects.get(is_default_site=True).root_page_id, self.tree.home.pk)

    def test_nothing_of_wagtails_own_stays_with_an_english_name(self):
        self.assertEqual(Page.get_first_root_node().title, "Mọi trang")
        self.assertEqual(Collection.get_first_root_node().name, "Kho chung")
        self.assertEqual(Workflow.objects.count(), 1)
        self.assertEqual(Task.objects.count(), 3)

    def test_every_role_every_consent_and_the_settings_stand(self):
        names = {declared.group_name for declared in ROLES.values()}
        self.assertLessEqual(names, {*Group.objects.values_list("name", flat=True)})
        for purpose in Purpose.values:
            for language in ("vi", "en"):
                with self.subTest(purpose=purpose, language=language):
                    self.assertTrue(
                        ConsentText.objects.filter(purpose=purpose, language=language).exists()
                    )
        self.assertEqual(SiteSettings.objects.count(), 1)

    def test_each_languages_home_page_has_the_workflow(self):
        for page in (self.tree.home, self.tree.english_home):
            with self.subTest(page=page.slug):
                self.assertEqual(page.get_workflow().name, "Kiểm duyệt tin bài")

    def test_a_second_run_makes_nothing_and_keeps_what_the_office_changed(self):
        StoryIndexPage.objects.filter(pk=self.tree.stories.pk).update(title="Tin của chúng tôi")
        SiteSettings.objects.update(site_name="Tin tốt Hải Sơn")
        before = Page.objects.count()
        again = build_site(now=NOW)
        self.assertEqual(again.created, ())
        self.assertEqual(Page.objects.count(), before)
        self.assertEqual(again.stories.title, "Tin của chúng tôi")
        self.assertEqual(SiteSettings.objects.get().site_name, "Tin tốt Hải Sơn")

    def test_a_deleted_page_of_text_is_made_again_and_the_others_stay(self):
        StandardPage.objects.get(slug="gioi-thieu", locale__language_code="en").delete()
        StandardPage.objects.get(slug="gioi-thieu").delete()
        again = build_site(now=NOW)
        self.assertEqual(again.created, ("/gioi-thieu/", "/en/gioi-thieu/"))


class BuildSiteAddressTests(TestCase):
    @override_settings(WAGTAILADMIN_BASE_URL="https://tintot.example.org")
    def test_the_site_takes_its_address_from_the_settings(self):
        build_site(now=NOW)
        site = Site.objects.get()
        self.assertEqual((site.hostname, site.port), ("tintot.example.org", 443))

    def test_pages_that_people_made_are_never_deleted(self):
        welcome = Site.objects.get().root_page
        welcome.add_child(instance=Page(title="Trang cũ", slug="trang-cu"))
        build_site(now=NOW)
        self.assertTrue(Page.objects.filter(slug="trang-cu").exists())

    def test_an_existing_english_locale_is_used(self):
        Locale.objects.get_or_create(language_code="en")
        build_site(now=NOW)
        self.assertEqual(Locale.objects.filter(language_code="en").count(), 1)


class SetUpCommandTests(TestCase):
    def test_a_dry_run_names_what_is_missing_and_changes_nothing(self):
        out = StringIO()
        call_command("set_up", dry_run=True, stdout=out)
        self.assertIn("+ /tin-tot/", out.getvalue())
        self.assertIn("Would be set up.", out.getvalue())
        self.assertFalse(HomePage.objects.exists())

    def test_the_second_run_says_that_nothing_is_left(self):
        call_command("set_up", stdout=StringIO())
        out = StringIO()
        call_command("set_up", stdout=out)
        self.assertEqual(out.getvalue(), "Nothing to set up.\n")
