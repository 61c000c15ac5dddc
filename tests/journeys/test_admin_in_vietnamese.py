"""Editors, approvers and translators meet no English in the admin."""

import re
from datetime import UTC, datetime
from html.parser import HTMLParser

from django.test import SimpleTestCase, TestCase
from django.urls import reverse
from wagtail.models import Locale, Page, Site
from wagtail_localize.models import StringTranslation, Translation, TranslationSource

from goodnews.accounts.roles import Role
from tests.accounts.factories import make_user
from tests.campaigns.factories import make_campaign
from tests.images.factories import make_image
from tests.news.factories import make_site, make_story
from tests.translating import write_texts
from tests.workflows.factories import make_newsroom

# What Wagtail 8.0 and wagtail-localize say on these pages in English; each as a whole word.
ENGLISH = """
Account|Actions|Active|Add|Add comment|Add document|Add image|Add page|Add a|Aging pages|All|
Anonymous|Appearance|Apply|Approve|Approved|Archived|Are you sure|Author|Available|Avatar|
Awaiting|Back|Bulk actions|Cancel|Change|Checks|Child pages|Choose|Choose a page|Choose an image|
Clear|Close|Collapse|Collection|Comment|Comments|Compare|Content|Copy|Create|Created|Current|
Dashboard|Date|Default|Delete|Density|Description|Details|Document|Documents|Download|Draft|Drafts|
Edit|Edited|Edited by|Editing|Editor Guide|Email|Enter|Error|Expand|Expiry|Explorer|Export|Field|
Filter|Filters|First name|Focal point|Go live|Grid|Help|Hide|History|Home|hour|hours|Image|Images|
In moderation|Insert|Issues found|Jump to|Keyboard shortcuts|Language|Last name|Last updated|
Latest|List|Live|Loading|Locale|Lock|Locked|Log out|Main menu|minute|minutes|More|More actions|
Move|Name|New|Next|No results|None|Notes|Notifications|of|Options|Owner|Page|Pages|Parent|
Password|Pending|Permissions|Preferred language|Preview|Previous|Privacy|Private|Profile|Promote|
Public|Publish|Published|Publishing|Published scheduled|Reading time|Recent edits|Rejected|Remove|
Replace|Reports|Request changes|Required|Resolve|Restart|Results|Revert|Review|Revision|Save|
Save draft|Saving|Schedule|Scheduled|Scheduled publishing|Search|second|seconds|Select|Select all|
Settings|Show|Sidebar|Skip to main content|Slug|Sort|Status|Submit|Submitted|Switch|Table|Tag|
Tags|Task|the|Theme|this|Time zone|Title|Toggle|Translate|Tree|Type|Types|Undo|Unlock|Unpublish|
Updated|Upload|Usage|Used|User|Users|View|View live|Visible to all|Waiting|Welcome|Words|Workflow|
Workflows|You|your|Yes|translation|translations|Source|Target|Sync|January|February|March|
April|May|June|July|August|September|October|November|December
"""
PHRASES = [word.strip() for word in ENGLISH.split("|")]
ENGLISH_WORDS = re.compile(rf"(?<![\w./@-])(?:{'|'.join(PHRASES)})(?![\w/@-]|\.\w)")
# Names, not words: they are the same in both languages.
NAMES = re.compile(
    r"Nguyễn Văn \w+|\b(?:editor|approver|correspondent|reviewer)\w*\b|Page (?:Up|Down)"
)


class VisibleText(HTMLParser):
    """Collects what eyes and screen readers get of a page, templates of dialogs included."""

    SILENT = frozenset({"script", "style", "svg"})
    SPOKEN = ("aria-label", "title", "placeholder", "alt", "data-w-tooltip-content-value")

    def __init__(self):
        super().__init__()
        self.silent_in: list[str] = []
        self.texts: list[str] = []

    def handle_starttag(self, tag, attrs):
        if tag in self.SILENT:
            self.silent_in.append(tag)
        values = dict(attrs)
        if "data-side-panel-toggle-counter" in values and "hidden" in values:
            # Never shown: Wagtail 8.0 prints "None" for no faults.
            self.silent_in.append(tag)
        spoken = [values.get(name) for name in self.SPOKEN]
        if tag == "input" and values.get("type") == "submit":
            spoken.append(values.get("value"))
        self.texts += [text for text in spoken if text]

    def handle_endtag(self, tag):
        if self.silent_in and self.silent_in[-1] == tag:
            self.silent_in.pop()

    def handle_data(self, data):
        if not self.silent_in and data.strip():
            self.texts.append(" ".join(data.split()))


def english_in(html: str) -> list[str]:
    """Return the texts of ``html`` that hold a word of the list."""
    reader = VisibleText()
    reader.feed(html)
    return [text for text in reader.texts if ENGLISH_WORDS.search(NAMES.sub("", text))]


class EnglishWordsTests(SimpleTestCase):
    def test_the_list_is_long_and_finds_text_and_labels(self):
        self.assertGreater(len(PHRASES), 120)
        page = """<title>Sửa – Wagtail</title><p>Awaiting <b>đơn vị</b></p><a aria-label="Toggle">x</a>
            <script>const Edit = "Save draft"</script><input type="submit" value="Search">"""
        self.assertEqual(english_in(page), ["Awaiting", "Toggle", "Search"])

    def test_vietnamese_and_names_pass(self):
        page = "<p>Duyệt và đăng</p><p>Nguyễn Văn Editor</p><p>editor@example.org</p><p>Page Up</p>"
        self.assertEqual(english_in(page), [])


class AdminInVietnameseTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.newsroom = make_newsroom()
        make_campaign()
        cls.image = make_image(title="Bình minh ở đèo Mây")
        root = Site.objects.get(is_default_site=True).root_page
        root.title = root.draft_title = "Trang chủ"
        root.save()
        cls.at_editing = cls.newsroom.sent("Mái nhà mới của bà Lý")
        cls.at_approval = cls.newsroom.at_approval()

    def addresses(self, story) -> list[str]:
        """Return what an editor opens in a day, with ``story`` waiting for them."""
        pages = "wagtailadmin_pages"
        return [
            reverse("wagtailadmin_home"),
            reverse("wagtailadmin_account"),
            reverse("guide", args=["bien-tap"]),
            reverse("plan:index"),
            f"{reverse('plan:index')}?xem=tuan",
            reverse("plan:add"),
            reverse("plan:story", args=[story.pk]),
            reverse("plan:feed_key"),
            reverse("wagtailadmin_explore", args=[self.newsroom.index.pk]),
            f"{reverse('wagtailadmin_pages:search')}?q=con",
            reverse(f"{pages}:edit", args=[story.pk]),
            reverse(f"{pages}:history", args=[story.pk]),
            reverse(f"{pages}:usage", args=[story.pk]),
            reverse(f"{pages}:workflow_history", args=[story.pk]),
            reverse(f"{pages}:revisions_compare", args=[story.pk, "earliest", "latest"]),
            reverse(f"{pages}:add", args=["news", "storypage", self.newsroom.index.pk]),
            reverse("wagtailimages:index"),
            reverse("wagtailimages:add_multiple"),
            reverse("wagtailimages:edit", args=[self.image.pk]),
            reverse("wagtaildocs:index"),
            reverse("wagtailadmin_reports:workflow"),
            reverse("wagtailadmin_reports:workflow_tasks"),
            reverse("wagtailadmin_reports:site_history"),
        ]

    def test_no_page_of_editor_or_approver_holds_an_english_word(self):
        people = (
            (self.newsroom.editor, self.at_editing),
            (self.newsroom.approver, self.at_approval),
        )
        for user, story in people:
            self.client.force_login(user)
            for address in self.addresses(story):
                with self.subTest(user=user.username, address=address):
                    response = self.client.get(address)
                    self.assertEqual(response.status_code, 200)
                    self.assertEqual(english_in(response.content.decode()), [])

    def test_the_site_shows_its_own_name_and_mark(self):
        self.client.force_login(self.newsroom.editor)
        page = self.client.get(reverse("wagtailadmin_home"))
        self.assertContains(page, "- Tin tốt mỗi ngày</title>")
        self.assertContains(page, 'class="brand-mark"')
        self.assertNotContains(page, "Wagtail</title>")

    def test_the_list_of_sites_is_vietnamese(self):
        self.client.force_login(make_user("head-of-office", is_superuser=True))
        page = self.client.get(reverse("wagtailsites:index"))
        for word in ("Cổng", "Tên trang web", "Trang gốc"):
            self.assertContains(page, word)
        for word in ("Port", "Site name", "Root page"):
            self.assertNotContains(page, word)

    def test_the_words_that_scripts_say_are_vietnamese(self):
        self.client.force_login(self.newsroom.editor)
        catalogue = self.client.get(reverse("wagtailadmin_javascript_catalog")).content.decode()
        for word in ("Search", "Edit", "Dashboard", "Saving...", "Cancel"):
            with self.subTest(word=word):
                self.assertNotIn(f'"{word}": "{word}"', catalogue)
                self.assertIn(f'"{word}": "', catalogue)


class TranslatorInVietnameseTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.site = make_site()
        cls.story = make_story(cls.site.stories, "Cầu mới qua suối")
        source, _is_new = TranslationSource.update_or_create_from_instance(cls.story)
        cls.translation = Translation.objects.create(
            source=source, target_locale=Locale.objects.get(language_code="en")
        )
        cls.translation.save_target(publish=False)
        write_texts(cls.translation, "Cầu")
        # What stands above it is content, and English.
        Page.objects.filter(locale__language_code="en").update(title="Cầu", draft_title="Cầu")
        cls.translator = make_user("translator", role=Role.TRANSLATOR)

    def addresses(self) -> list[str]:
        """Return what a translator opens in a day."""
        target = self.translation.get_target_instance()
        return [
            reverse("wagtailadmin_home"),
            reverse("wagtail_localize:translations_report"),
            reverse("wagtail_localize:submit_page_translation", args=[self.site.stories.pk]),
            reverse("wagtail_localize:update_translations", args=[self.translation.source_id]),
            reverse("wagtailadmin_pages:edit", args=[target.pk]),
            reverse("home_send_translation", args=[target.pk]),
        ]

    def test_no_page_of_a_translator_holds_an_english_word(self):
        self.client.force_login(self.translator)
        for address in self.addresses():
            with self.subTest(address=address):
                response = self.client.get(address)
                self.assertEqual(response.status_code, 200)
                self.assertEqual(english_in(response.content.decode()), [])

    def test_the_day_of_a_text_is_written_in_figures(self):
        text = StringTranslation(translation_type=StringTranslation.TRANSLATION_TYPE_MANUAL)
        # Six in the morning in Viet Nam is the day before in UTC.
        text.updated_at = datetime(2026, 11, 29, 23, tzinfo=UTC)
        self.assertEqual(text.get_comment(), "Dịch tay ngày 30/11/2026")
