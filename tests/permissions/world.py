"""One small site with an object behind every address, and a person of each role."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.contrib.auth.models import AnonymousUser
from django.core import signing
from django.core.files.base import ContentFile
from django.utils import timezone
from wagtail.contrib.redirects.models import Redirect
from wagtail.documents.models import Document
from wagtail.models import Collection, Locale, Site, TaskState, Workflow, WorkflowState

from campaigns.choices import SlotKind
from campaigns.models import CampaignEntry, Quota
from campaigns.reminders.models import Letter
from campaigns.reminders.mute_links import SALT
from exemplars.nominations.choices import NominationState
from goodnews.accounts.models import User
from goodnews.accounts.roles import Role
from goodnews.home.models import SiteSettings
from goodnews.home.services import SiteTree, build_site
from goodnews.privacy.models import RetentionRule
from goodnews.privacy.services import check_identity, write_missing_rules
from goodnews.reports.models import RoyaltyRate
from goodnews.units.models import Unit
from goodnews.workflows.models import ReturnPhrase
from goodnews.workflows.services import approve_and_publish
from news.desk.models import DeskDraft
from news.models import StoryPage, Theme
from news.planning.models import PlanItem
from news.planning.services import plan_slot
from tests.accounts.factories import make_user
from tests.campaigns.contests.factories import make_published
from tests.campaigns.factories import make_campaign, make_entry
from tests.campaigns.reminders.factories import make_rule
from tests.consents.factories import ask, make_consent, token_of
from tests.exemplars.nominations.factories import make_standing
from tests.images.factories import make_image
from tests.privacy.factories import make_request
from tests.quizblocks.factories import make_question, make_topic
from tests.quizblocks.papers.factories import make_printed
from tests.recorded import recorded
from tests.units.factories import make_unit
from tests.workflows.factories import NOW, Newsroom, act, fresh

ANONYMOUS = "anonymous"
# The id of nothing, on any database.
NOBODY = 999_999_999
WHO = (ANONYMOUS, *(role.value for role in Role))


@dataclass
class World:
    """What the two permission tables speak of.

    Attributes:
        people: the person of each role; all but the administrators of the
            provincial office belong to ``unit``.
        stories: a story for each (place, state): place "own" is the unit of
            the correspondent and the reviewer, "other" is another commune.
    """

    tree: SiteTree
    room: Newsroom
    people: dict[str, User]
    stories: dict[tuple[str, str], StoryPage]

    def person(self, who: str):
        """Return the user of a role, or the anonymous one."""
        return AnonymousUser() if who == ANONYMOUS else self.people[who]

    def sign_in(self, client, who: str) -> None:
        """Let ``client`` be ``who``."""
        client.logout()
        if who != ANONYMOUS:
            client.force_login(self.people[who])


def make_room(tree: SiteTree) -> tuple[Newsroom, dict[str, User]]:
    """Return the newsroom of the built site, with one person for each role."""
    province = make_unit("Tỉnh Đoàn Minh Họa")
    unit = make_unit("Xã Nậm Pung", parent=province)
    other = make_unit("Xã Bản Liền", parent=province)
    people = {role.value: make_user(role.value, role=role, unit=unit) for role in Role}
    User.objects.exclude(username__in=["correspondent", "reviewer"]).update(unit=province)
    make_user("other-reviewer", role=Role.REVIEWER, unit=other)
    room = Newsroom(
        index=tree.stories,
        province=province,
        unit=unit,
        other_unit=other,
        correspondent=people["correspondent"],
        reviewer=people["reviewer"],
        # The people of the table decide nothing beforehand, so that all of them may decide.
        editor=make_user("editor2", role=Role.EDITOR, unit=province),
        second_editor=people["editor"],
        approver=make_user("approver2", role=Role.APPROVER, unit=province),
        second_approver=people["approver"],
        superuser=make_user("root", is_superuser=True),
    )
    return room, people


def make_stories(room: Newsroom) -> dict[tuple[str, str], StoryPage]:
    """Return a story of each unit in each state."""
    other_author = make_user("other-author", role=Role.CORRESPONDENT, unit=room.other_unit)
    other_reviewer = User.objects.get(username="other-reviewer")
    stories = {}
    for place, unit, owner, reviewer in (
        ("own", room.unit, room.correspondent, room.reviewer),
        ("other", room.other_unit, other_author, other_reviewer),
    ):
        values = {"unit": unit, "owner": owner}
        stories[place, "draft"] = room.story(f"Nháp {place}", **values)
        stories[place, "submitted"] = room.sent(f"Đã gửi {place}", **values)
        editing = room.sent(f"Biên tập {place}", **values)
        act(editing, reviewer, "approve")
        stories[place, "editing"] = editing
        approval = room.sent(f"Chờ duyệt {place}", **values)
        act(approval, reviewer, "approve")
        act(approval, room.editor, "approve")
        stories[place, "approval"] = approval
        stories[place, "published"] = approve_and_publish(
            page=room.story(f"Đã đăng {place}", **values), now=NOW
        )
    for page in stories.values():
        # The desk knows a story by the key of its form; here both keys are the same.
        DeskDraft.objects.create(
            owner=page.owner,
            key=page.translation_key,
            page=page.page_ptr,
            unit=page.unit,
            created_at=NOW,
            saved_at=NOW,
            sent_at=NOW,
        )
    return {key: fresh(page) for key, page in stories.items()}


@recorded
def make_world() -> World:
    """Return the site with its people and stories."""
    tree = build_site(now=NOW)
    room, people = make_room(tree)
    return World(tree, room, people, make_stories(room))


def route_arguments(world: World) -> dict[str, dict[str, object]]:
    """Return the values for the addresses' parameters.

    The key is the beginning of a route's name; the longest that fits wins,
    and "" serves all the rest.
    """
    story = world.stories["own", "submitted"]
    state = WorkflowState.objects.filter(object_id=str(story.pk)).first()
    task_state = TaskState.objects.filter(workflow_state=state).first()
    image, document = make_image(), _document()
    question = make_question(make_topic())
    # Its question is for a contest: whoever has no right to the keys finds nothing.
    kept = make_question(question.topic, "Câu của cuộc thi?", use="contest")
    paper = make_printed(kept)
    contest = make_published()
    theme = Theme.objects.create(name="Môi trường")
    consent = make_consent()
    data_request = make_request()
    check_identity(
        request=data_request, note="Gọi lại.", user=world.people["approver"], now=timezone.now()
    )
    write_missing_rules()
    asked = ask(purposes=["profile"], now=timezone.now())
    entry = _entry()
    quota = Quota.objects.create(
        countable="news.good_news",
        unit=world.room.unit,
        number=4,
        period="month",
        valid_from=date(2026, 1, 1),
    )
    rate = RoyaltyRate.objects.create(
        kind="good_news", origin="own", points=10, valid_from=date(2026, 1, 1)
    )
    redirect = Redirect.objects.create(old_path="/cu", redirect_link="/tin-tot/")
    collection = Collection.get_first_root_node().add_child(instance=Collection(name="Ảnh xã"))
    pk = {
        "units:": Unit.objects.last().pk,
        "consent_records:": consent.pk,
        "consent_texts:": consent.text_id,
        "consent_requests:": asked.request.pk,
        "consent_requests:new_link": asked.request.parties.last().pk,
        "campaign_entries:": entry.pk,
        "contest_rules:": contest.pk,
        "contest_entry_admin:": contest.pk,
        "contest_flags_admin:list": contest.pk,
        "quotas:": quota.pk,
        "reminder_rules:": make_rule().pk,
        "reminder_letters:": _letter(world.people["correspondent"]).pk,
        "royalty_rates:": rate.pk,
        "data_requests:": data_request.pk,
        "retention_rules:": RetentionRule.objects.order_by("kind").first().pk,
        "plan:": _plan_item(entry).pk,
        "plan:story": story.pk,
        "plan:withdraw": story.pk,
        "wagtailusers_users:": world.people["organiser"].pk,
        "wagtailusers_groups:": Role.EDITOR.group().pk,
        "wagtaillocales:": Locale.objects.order_by("pk").last().pk,
        "wagtailsites:": Site.objects.get().pk,
        "wagtailadmin_collections:": collection.pk,
        "wagtailadmin_workflows:": Workflow.objects.filter(active=True).first().pk,
        "wagtailimages_chooser:": image.pk,
        "wagtaildocs_chooser:": document.pk,
        "wagtailadmin_api:images": image.pk,
        "wagtailadmin_api:documents": document.pk,
        "wagtailadmin_pages:": story.pk,
        "wagtailsnippets_quizblocks_question": question.pk,
        "wagtailsnippetchoosers_quizblocks_question": question.pk,
        "quizblocks_statistics:": question.pk,
        "wagtailsnippets_quizblocks_topic": question.topic_id,
        "wagtailsnippetchoosers_quizblocks_topic": question.topic_id,
        "wagtailsnippets_news_theme": theme.pk,
        "wagtailsnippetchoosers_news_theme": theme.pk,
        "wagtailsnippets_workflows_returnphrase": ReturnPhrase.objects.first().pk,
        "wagtailsnippetchoosers_workflows_returnphrase": ReturnPhrase.objects.first().pk,
        "wagtailadmin_api:": story.pk,
    }
    values = {name: {"pk": value} for name, value in pk.items()}
    task_type = task_state.task.specific._meta
    values["wagtailadmin_workflows:"] |= {
        "page_pk": world.tree.home.pk,
        "workflow_pk": state.workflow_id,
        "app_label": task_type.app_label,
        "model_name": task_type.model_name,
    }
    values["wagtailadmin_workflows:edit_task"] = {"pk": task_state.task_id}
    values["wagtailadmin_workflows:disable_task"] = {"pk": task_state.task_id}
    values["wagtailadmin_workflows:enable_task"] = {"pk": task_state.task_id}
    values["papers:"] = {"pk": paper.pk, "code": "101", "kind": "pdf"}
    values["wagtail_localize:"] = {"app_label": "quizblocks", "model_name": "question"}
    values["wagtail_localize:s"] = {**values["wagtail_localize:"], "pk": question.pk}
    values["wagtailsettings:"] = {
        "app_name": "home",
        "model_name": "sitesettings",
        "pk": SiteSettings.objects.get().pk,
    }
    values["wagtail_bulk_action"] = {
        "app_label": "wagtailcore",
        "model_name": "page",
        "action": "delete",
    }
    values["wagtailsnippets_quizblocks_question:revisions"] = {
        "pk": question.pk,
        "revision_id": question.latest_revision_id or NOBODY,
    }
    values["reminders:mute"] = {"token": signing.dumps(world.people["correspondent"].pk, salt=SALT)}
    values["data_requests:withdraw"] = {"pk": data_request.pk, "record_pk": consent.pk}
    values["privacy:"] = {"code": data_request.code, "token": data_request.token}
    values["consents:"] = {"token": token_of(asked.links["person"])}
    values["workflows_take_down"] = {"page_id": world.stories["own", "published"].pk}
    values["wagtail_serve"] = {"path": "tin-tot/"}
    nomination = make_standing(
        NominationState.LONG_LISTED,
        nominator=world.people["correspondent"],
        unit=world.room.unit,
        members=[world.people["organiser"]],
    )
    values["selection_rounds:"] = {"pk": nomination.round_id}
    values["selection:"] = {"pk": nomination.round_id, "nomination_pk": nomination.pk}
    values["selection:nomination"] = values["selection:profile"] = {"pk": nomination.pk}
    values["nominations:"] = {"pk": nomination.round_id, "key": nomination.key}
    values["campaigns:"] = {"slug": entry.campaign.slug}
    values["contests:"] = {"slug": contest.slug, "number": 1}
    values["guide"] = {"slug": "bien-tap"}
    values["royalties:"] = {"year": 2026, "month": 3}
    values["royalties:appraise"] = {"pk": world.stories["own", "published"].pk}
    values["sharing:"] = {"page_id": world.stories["own", "published"].pk, "key": "x.png"}
    values["practice:"] = {"slug": question.topic.slug, "number": 1}
    values["quizblocks:"] = {"page_id": world.stories["own", "published"].pk}
    values[""] = {
        "pk": NOBODY,
        "page_id": story.pk,
        "page_to_move_id": story.pk,
        "parent_page_id": world.tree.stories.pk,
        "destination_id": world.tree.stories.pk,
        "content_type_app_name": "news",
        "content_type_model_name": "storypage",
        "app_label": "news",
        "app_name": "news",
        "model_name": "storypage",
        "revision_id": story.latest_revision_id,
        "revision_id_a": "earliest",
        "revision_id_b": "latest",
        "workflow_state_id": state.pk,
        "task_state_id": task_state.pk,
        "task_id": task_state.task_id,
        "action_name": "approve",
        "action": "copy",
        "collection_id": collection.pk,
        "image_id": image.pk,
        "document_id": document.pk,
        "doc_id": document.pk,
        "redirect_id": redirect.pk,
        "filter_spec": "width-100",
        "object_id": story.pk,
        "session_id": NOBODY,
        "translation_id": NOBODY,
        "source_id": NOBODY,
        "key": story.translation_key,
        "block_id": story.translation_key,
        "person": story.translation_key,
        "slug": "khong-co",
        "number": 1,
        "rest": "x/",
        "path": "khong-co.jpg",
        "mode": "",
        0: document.pk,
        1: document.filename,
    }
    return values


def _document() -> Document:
    document = Document(title="Kế hoạch")
    document.file.save("ke-hoach.pdf", ContentFile(b"%PDF-1.4"), save=False)
    document.save()
    return document


def _plan_item(entry: CampaignEntry) -> PlanItem:
    day = entry.published_on + timedelta(days=2)
    return plan_slot(campaign=entry.campaign, kind=SlotKind.DAY, day=day, note="Xã gửi", now=NOW)


def _letter(user: User) -> Letter:
    return Letter.objects.create(recipient=user, address=user.email, taken_at=NOW)


def _entry() -> CampaignEntry:
    make_campaign(starts_on=date(2026, 1, 1), ends_on=date(2026, 12, 31))
    return make_entry(date(2026, 3, 26), kind=SlotKind.DAY)
