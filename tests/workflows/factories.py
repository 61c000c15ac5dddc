"""A section of stories with the workflow, its people, and stories in every stage."""

from dataclasses import dataclass
from datetime import UTC, datetime

from wagtail.models import Page, Site

from goodnews.accounts.models import User
from goodnews.accounts.roles import Role
from goodnews.accounts.services import apply_roles
from goodnews.units.models import Unit
from goodnews.workflows.models import ApprovalTask, PeerReviewTask, UnitReviewTask
from goodnews.workflows.services import set_up_workflow
from news.models import StoryIndexPage, StoryPage
from tests.accounts.factories import make_user
from tests.images.factories import make_image_row
from tests.recorded import recorded
from tests.units.factories import make_unit

# Noon of 26 March 2026 in Viet Nam.
NOW = datetime(2026, 3, 26, 5, tzinfo=UTC)
BODY = '[{"type": "text", "value": "<p>Sáng nay, hơn 40 đoàn viên đã dọn lòng suối.</p>"}]'


@dataclass
class Newsroom:
    """Two communes under one province; a reviewer, two editors and two approvers."""

    index: StoryIndexPage
    province: Unit
    unit: Unit
    other_unit: Unit
    correspondent: User
    reviewer: User
    editor: User
    second_editor: User
    approver: User
    second_approver: User
    superuser: User

    def story(self, title: str = "Con đường sáng giữa bản", **values) -> StoryPage:
        """Return a draft by the correspondent, with one revision."""
        owner = values.pop("owner", self.correspondent)
        values.setdefault("cover", make_image_row())
        values = {
            "unit": self.unit,
            "lead": "Hai mươi bốn cột đèn đã sáng ở bản Sín Chải.",
            "body": BODY,
            "byline": "Nguyễn Văn A",
            **values,
        }
        page = self.index.add_child(
            instance=StoryPage(title=title, owner=owner, live=False, **values)
        )
        page.save_revision(user=owner)
        return page

    def sent(self, title: str = "Con đường sáng giữa bản", **values) -> StoryPage:
        """Return a story that the correspondent has sent."""
        page = self.story(title, **values)
        page.get_workflow().start(page, page.owner)
        return fresh(page)

    def at_approval(self, title: str = "Con đường sáng giữa bản", **values) -> StoryPage:
        """Return a story that waits for the last word."""
        page = self.sent(title, **values)
        act(page, self.reviewer, "approve")
        act(page, self.editor, "approve")
        return fresh(page)


@recorded
def make_newsroom() -> Newsroom:
    """Return the newsroom under the default site's root page."""
    apply_roles()
    root = Site.objects.get(is_default_site=True).root_page
    index = root.add_child(instance=StoryIndexPage(title="Tin tốt", slug="tin-tot"))
    set_up_workflow(pages=[root])
    province = make_unit("Tỉnh Đoàn Minh Họa")
    unit = make_unit("Xã Nậm Pung", parent=province)
    other_unit = make_unit("Xã Bản Liền", parent=province)
    return Newsroom(
        index=index,
        province=province,
        unit=unit,
        other_unit=other_unit,
        correspondent=make_user("correspondent", role=Role.CORRESPONDENT, unit=unit),
        reviewer=make_user("reviewer", role=Role.REVIEWER, unit=unit),
        editor=make_user("editor", role=Role.EDITOR, unit=province),
        second_editor=make_user("editor2", role=Role.EDITOR, unit=province),
        approver=make_user("approver", role=Role.APPROVER, unit=province),
        second_approver=make_user("approver2", role=Role.APPROVER, unit=province),
        superuser=make_user("root", is_superuser=True, is_staff=True),
    )


def fresh(page: Page) -> StoryPage:
    """Return ``page`` read again."""
    return Page.objects.get(pk=page.pk).specific


def stage(page: Page) -> str | None:
    """Return the stage at which ``page`` waits: "unit", "editing", "approval" or None."""
    task = fresh(page).current_workflow_task
    names = {UnitReviewTask: "unit", PeerReviewTask: "editing", ApprovalTask: "approval"}
    return names[type(task)] if task else None


def edit_form_of(page: Page, *, user: User) -> dict:
    """Return what the edit form of ``page`` posts while nothing is changed; its body is left out."""
    form_class = type(page).get_edit_handler().get_form_class()
    form = form_class(instance=page, for_user=user)
    data = {}
    for name, field in form.fields.items():
        value = field.prepare_value(form.get_initial_for_field(field, name))
        data[name] = "" if value is None else getattr(value, "pk", value)
    for formset in form.formsets.values():
        names = [name for name in formset.management_form.fields if "FORMS" in name]
        data |= {f"{formset.prefix}-{name}": 0 for name in names}
    return data | {"body-count": "0", "go_live_at": "", "expire_at": ""}


def act(page: Page, user: User, action: str, **options) -> None:
    """Let ``user`` decide the stage of ``page``."""
    page = fresh(page)
    user = User.objects.get(pk=user.pk)
    page.current_workflow_task.on_action(page.current_workflow_task_state, user, action, **options)


def edit(page: Page, user: User, **values) -> StoryPage:
    """Let ``user`` save a new revision of ``page``."""
    page = fresh(page).get_latest_revision_as_object()
    for name, value in values.items():
        setattr(page, name, value)
    page.save_revision(user=user)
    return fresh(page)
