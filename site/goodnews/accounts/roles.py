"""The roles and their rights, declared in one place and applied by ``apply_roles``.

Nobody has Wagtail's publish right: the last approval publishes (rule 4). A
right written here and missing in the database, or the reverse, fails a test.
"""

from dataclasses import dataclass

from django.contrib.auth.models import Group
from django.db import models
from django.utils.translation import gettext_lazy as _


class Role(models.TextChoices):
    """What somebody does here (vai trò)."""

    CORRESPONDENT = "correspondent", _("correspondent")
    REVIEWER = "reviewer", _("unit reviewer")
    EDITOR = "editor", _("editor")
    APPROVER = "approver", _("approver")
    ORGANISER = "organiser", _("contest organiser")
    TRANSLATOR = "translator", _("translator")
    ADMINISTRATOR = "administrator", _("administrator")

    @property
    def group_name(self) -> str:
        """The name of the role's group, as the admin shows it."""
        return ROLES[self].group_name

    def group(self) -> Group:
        """Return the role's group.

        Raises:
            Group.DoesNotExist: ``apply_roles`` has not been run.
        """
        return Group.objects.get(name=self.group_name)


# Kept out of "everything": evidence is never deleted, and nobody publishes past the workflow.
NEVER_GRANTED = frozenset(
    {
        "wagtailcore.publish_page",
        "consents.delete_consenttext",
        "consents.change_consentrecord",
        "consents.delete_consentrecord",
        "consents.change_consentparty",
        "consents.delete_consentparty",
        "consents.change_consentrequest",
        "consents.delete_consentrequest",
        # Written by those who are asked, never by staff.
        *(
            f"consents.{action}_{model}"
            for action in ("add", "change", "delete")
            for model in ("consentrequestpurpose", "consentrequestparty", "consentanswer")
        ),
        # Written by a withdrawal alone.
        *(f"consents.{action}_goneaddress" for action in ("add", "change", "delete")),
        "units.delete_unit",
        "units.delete_unitmerger",
        "units.delete_unitsplit",
        # The chain of evidence and what organisers did: written by the services alone.
        *(
            f"contests.{action}_{model}"
            for action in ("add", "change", "delete")
            for model in ("chainhead", "chainlink", "contestact")
        ),
        # Requests come by the public form and go by their rule; what a run did stays as it is.
        *(f"privacy.{action}_datarequest" for action in ("add", "delete")),
        *(f"privacy.{action}_retentionrule" for action in ("add", "delete")),
        *(
            f"privacy.{action}_{model}"
            for action in ("add", "change", "delete")
            for model in ("retentionrun", "retentionresult")
        ),
        "reports.add_royaltysheet",
        "reports.change_royaltysheet",
        "reports.delete_royaltysheet",
        "reports.add_royaltyline",
        "reports.change_royaltyline",
        "reports.delete_royaltyline",
        "reports.delete_royaltyrate",
        "reports.delete_storyappraisal",
        "nominations.delete_selectionround",
        # Written by the services only; what the panel gave and what was decided is never changed.
        *(
            f"nominations.{action}_{model}"
            for action in ("add", "change", "delete")
            for model in (
                "decision",
                "nomination",
                "nominationphoto",
                "score",
                "scoresheet",
                "tiedecision",
            )
        ),
        "nominations.view_score",
        "nominations.view_scoresheet",
        # Parts of a contest are written with it; versions of the rules, who entered, what was
        # answered and what was ranked by the services alone.
        *(
            f"contests.{action}_{model}"
            for action in ("add", "change", "delete")
            for model in (
                "attempt",
                "attemptanswer",
                "drawline",
                "entrant",
                "fixedquestion",
                "frozentruth",
                "league",
                "prize",
                "ranking",
                "round",
                "rulesversion",
            )
        ),
        "workflows.delete_claim",
        "workflows.delete_waitingitem",
        "reminders.delete_reminderrule",
        *(
            f"reminders.{action}_{model}"
            for action in ("add", "change", "delete")
            for model in ("letter", "reminder")
        ),
        # Written by entrants alone; who is out is written down and stays.
        *(
            f"contests.{action}_{model}"
            for action in ("add", "change", "delete")
            for model in ("attempt", "attemptanswer")
        ),
        "contests.add_entrant",
        "contests.delete_entrant",
        # Only the person mutes, and unmutes.
        *(f"reminders.{action}_remindermute" for action in ("add", "change", "delete")),
    }
)


@dataclass(frozen=True)
class RoleDeclaration:
    """The rights of one role.

    Attributes:
        group_name: name of the group, in Vietnamese: it is data that people see.
        is_staff: works in Wagtail's admin; may be made to use a second factor.
        has_everything: all rights but those never granted, new ones included.
        permissions: rights on models, "app.codename".
        page_permissions: codenames on the whole page tree.
        translation_permissions: codenames on the trees of the other languages.
        collection_permissions: "app.codename" on all images and documents.
    """

    group_name: str
    is_staff: bool = True
    has_everything: bool = False
    permissions: tuple[str, ...] = ()
    page_permissions: tuple[str, ...] = ()
    translation_permissions: tuple[str, ...] = ()
    collection_permissions: tuple[str, ...] = ()


ADMIN_ACCESS = "wagtailadmin.access_admin"
QUESTION_BANK = (
    *(
        f"quizblocks.{action}_{model}"
        for model in ("question", "topic")
        for action in ("add", "change", "delete", "view")
    ),
    # The last word on questions of others; the gate asks for another person's approval.
    "quizblocks.publish_question",
    "quizblocks.review_question",
    "quizblocks.annul_question",
    "quizblocks.view_questiontally",
    # Sees and sets the keys, and contest questions at all.
    "quizblocks.keep_answer_keys",
)
# How readers answered, in counts: what editors learn for the next article.
READ_ANSWERS = ("quizblocks.view_questiontally",)
# Practice questions only: contest questions need the right to the keys. What translators
# write waits for a review, as everything does: without the key nobody judges a question.
QUESTION_WORDING = ("quizblocks.view_question", "quizblocks.change_question")
CONSENTS = (
    "consents.view_consenttext",
    "consents.add_consentrecord",
    "consents.view_consentrecord",
    "consents.add_consentrequest",
    "consents.view_consentrequest",
)
# Whoever answers sees everything that is held on a person: approvers, not every editor.
DATA_REQUESTS = (
    "privacy.view_datarequest",
    "privacy.change_datarequest",
    "privacy.view_retentionrule",
)
# What was published or entered is never deleted, whatever this says.
CONTESTS = tuple(
    f"contests.{action}_{model}"
    for model in ("contest", "helpphrase")
    for action in ("view", "add", "change", "delete")
)
CAMPAIGN_CALENDAR = ("campaigns.view_campaignentry", "campaigns.change_campaignentry")
# A quota ends with a date; what was asked in the past is deleted by the administrator only.
QUOTAS = ("campaigns.view_quota", "campaigns.add_quota", "campaigns.change_quota")
# A rule is switched off, never deleted; the log of letters is read only.
REMINDERS = (
    *(f"reminders.{action}_reminderrule" for action in ("view", "add", "change")),
    "reminders.view_letter",
    "reminders.change_remindersettings",
)
# A unit's reviewer reads the figures of the own branch, the office those of every unit.
READ_FIGURES = ("stats.view_metricvalue",)
READ_ALL_FIGURES = (*READ_FIGURES, "stats.view_every_unit")
READ_ROYALTIES = (
    "reports.view_royaltysheet",
    "reports.view_royaltyrate",
    "reports.change_reportsettings",
)
# Editors appraise, approvers set the rates and sign: nobody but the administrator does both.
APPRAISE = (*READ_ROYALTIES, "reports.change_storyappraisal")
SIGN_ROYALTIES = (
    *READ_ROYALTIES,
    "reports.sign_royaltysheet",
    "reports.add_royaltyrate",
    "reports.change_royaltyrate",
)
# Who sits on a panel scores without any right: the seat in the round is enough.
SELECTION = tuple(f"nominations.{action}_selectionround" for action in ("view", "add", "change"))
PLAN = (
    *(f"planning.{action}_planitem" for action in ("add", "change", "delete", "view")),
    "planning.change_plansettings",
)
# Deleting a theme would take it from every story: only the administrator does.
THEMES = ("news.view_theme", "news.add_theme", "news.change_theme")
RETURN_PHRASES = tuple(
    f"workflows.{action}_returnphrase" for action in ("view", "add", "change", "delete")
)
CHOOSE_FILES = ("wagtailimages.choose_image", "wagtaildocs.choose_document")
ADD_FILES = (*CHOOSE_FILES, "wagtailimages.add_image", "wagtaildocs.add_document")
EDIT_FILES = (*ADD_FILES, "wagtailimages.change_image", "wagtaildocs.change_document")

ROLES: dict[Role, RoleDeclaration] = {
    # Works at /gui-bai/ only.
    Role.CORRESPONDENT: RoleDeclaration(group_name="Cộng tác viên", is_staff=False),
    # No right on pages: the workflow's own stage opens a story of their unit, for as long as it
    # lasts. With "change_page" they could read and delete every other unit's drafts.
    Role.REVIEWER: RoleDeclaration(
        group_name="Phụ trách đơn vị",
        permissions=(ADMIN_ACCESS, *READ_FIGURES),
        collection_permissions=ADD_FILES,
    ),
    Role.EDITOR: RoleDeclaration(
        group_name="Biên tập viên",
        permissions=(
            ADMIN_ACCESS,
            *CONSENTS,
            *CAMPAIGN_CALENDAR,
            *PLAN,
            *SELECTION,
            *QUOTAS,
            *REMINDERS,
            *READ_ALL_FIGURES,
            *READ_ANSWERS,
            *APPRAISE,
            *THEMES,
            *RETURN_PHRASES,
            "units.view_unit",
        ),
        page_permissions=("add_page", "change_page", "lock_page", "unlock_page"),
        collection_permissions=EDIT_FILES,
    ),
    Role.APPROVER: RoleDeclaration(
        group_name="Người duyệt",
        permissions=(
            ADMIN_ACCESS,
            *CONSENTS,
            *CAMPAIGN_CALENDAR,
            *PLAN,
            *SELECTION,
            *QUOTAS,
            *READ_ALL_FIGURES,
            *READ_ANSWERS,
            *SIGN_ROYALTIES,
            *RETURN_PHRASES,
            *DATA_REQUESTS,
            "units.view_unit",
        ),
        page_permissions=("add_page", "change_page", "lock_page", "unlock_page"),
        collection_permissions=EDIT_FILES,
    ),
    Role.ORGANISER: RoleDeclaration(
        group_name="Ban tổ chức thi",
        permissions=(ADMIN_ACCESS, *QUESTION_BANK, *CONTESTS, "units.view_unit"),
        collection_permissions=ADD_FILES,
    ),
    Role.TRANSLATOR: RoleDeclaration(
        group_name="Phiên dịch",
        permissions=(ADMIN_ACCESS, "wagtail_localize.submit_translation", *QUESTION_WORDING),
        # Enough to see the Vietnamese tree and to send its pages to translation. Wagtail has no
        # right to look on, and "change_page" would allow to delete drafts.
        page_permissions=("unlock_page",),
        translation_permissions=("change_page",),
        collection_permissions=CHOOSE_FILES,
    ),
    Role.ADMINISTRATOR: RoleDeclaration(
        group_name="Quản trị viên",
        has_everything=True,
        page_permissions=(
            "add_page",
            "change_page",
            "bulk_delete_page",
            "lock_page",
            "unlock_page",
        ),
        collection_permissions=(
            *EDIT_FILES,
            "wagtailimages.delete_image",
            "wagtaildocs.delete_document",
        ),
    ),
}

STAFF_ROLES = frozenset(role for role, declared in ROLES.items() if declared.is_staff)
