"""Reads of what waits: by stage, by person, by time."""

from datetime import datetime

from django.contrib.auth import get_user_model
from django.db import models
from django.db.models import CharField, Exists, ExpressionWrapper, F, OuterRef, Prefetch, Q
from wagtail.models import Task

from goodnews.accounts.roles import Role

from .choices import OPEN_STATES, WaitingState

# Who sees what waits in every unit.
OFFICE_ROLES = frozenset({Role.EDITOR, Role.APPROVER, Role.ADMINISTRATOR})
QUEUE_ROLES = OFFICE_ROLES | {Role.REVIEWER}


class WaitingItemQuerySet(models.QuerySet):
    """Pages at the stages of the workflow."""

    def waiting(self):
        """Items that somebody has to decide."""
        return self.filter(state=WaitingState.WAITING)

    def returned_before(self, moment: datetime):
        """Items that authors have had back since before ``moment`` without an answer."""
        return self.filter(state=WaitingState.RETURNED, left_at__lt=moment)

    def open(self):
        """Items of a workflow that goes on: waiting here, or with the author."""
        return self.filter(state__in=OPEN_STATES)

    def visible_to(self, user):
        """What ``user`` may know of: the office everything, a unit its own branch."""
        if user.is_superuser or user.roles & OFFICE_ROLES:
            return self
        if Role.REVIEWER in user.roles and user.unit_id:
            return self.filter(unit__path__startswith=user.unit.path)
        return self.none()

    def decidable_by(self, user):
        """Items at a stage that is the business of ``user``, whoever changed them last."""
        if user.is_superuser:
            return self
        groups = user.groups.values("pk")
        anywhere = Task.objects.filter(
            Q(peerreviewtask__groups__in=groups) | Q(approvaltask__groups__in=groups)
        )
        decidable = Q(task__in=anywhere.values("pk"))
        if user.unit_id:
            in_branch = Task.objects.filter(unitreviewtask__groups__in=groups)
            decidable |= Q(task__in=in_branch.values("pk"), unit__path__startswith=user.unit.path)
        return self.filter(decidable)

    def waiting_for(self, user, *, now: datetime):
        """What ``user`` can act on: not their own last edit, not in somebody else's hands."""
        others = self._open_claims(now).exclude(claimed_by=user)
        return (
            self.waiting()
            .decidable_by(user)
            .exclude(self._is_left_to_others_by(user))
            .exclude(Exists(others.filter(item=OuterRef("pk"))))
        )

    def left_to_others_by(self, user):
        """Items that ``user`` changed last, so that somebody else has to decide."""
        return self.filter(self._is_left_to_others_by(user))

    def with_own_claim(self, user, *, now: datetime):
        """Each item with ``is_mine``: ``user`` holds it."""
        held = self._open_claims(now).filter(claimed_by=user)
        return self.annotate(is_mine=Exists(held.filter(item=OuterRef("pk"))))

    def claimed_by(self, user, *, now: datetime):
        """Items that ``user`` holds."""
        held = self._open_claims(now).filter(claimed_by=user)
        return self.filter(Exists(held.filter(item=OuterRef("pk"))))

    def unclaimed(self, *, now: datetime):
        """Items that nobody holds."""
        return self.exclude(Exists(self._open_claims(now).filter(item=OuterRef("pk"))))

    def sent_by(self, user):
        """Items that ``user`` wrote, or put on their way."""
        written = self.filter(page__owner=user).order_by().values("pk")
        started = self.filter(task_state__workflow_state__requested_by=user).order_by()
        # A union, because "one or the other" would look through everything that is open.
        return self.filter(pk__in=written.union(started.values("pk")))

    def overdue_at(self, moment: datetime):
        """Items whose time is over."""
        return self.filter(due_at__lt=moment)

    def most_urgent_first(self):
        """Urgent before normal, then what is due first."""
        return self.order_by("-priority", "due_at", "pk")

    def with_holders(self, *, now: datetime):
        """Each item with ``held_claims``: its claim at ``now``, or nothing."""
        claims = self._open_claims(now).select_related("claimed_by")
        return self.prefetch_related(Prefetch("claims", claims, to_attr="held_claims"))

    def _is_left_to_others_by(self, user) -> Q:
        """Match what ``user`` changed last, but what a unit has nobody else to review."""
        path_of_item = ExpressionWrapper(OuterRef("unit__path"), output_field=CharField())
        reviewers = get_user_model().objects.filter(
            is_active=True, groups__unitreviewtask=OuterRef("task")
        )
        in_charge = reviewers.alias(path=path_of_item).filter(path__startswith=F("unit__path"))
        is_elsewhere = Q(task__unitreviewtask__isnull=True)
        is_anothers = Exists(in_charge.exclude(pk=user.pk))
        return Q(page__latest_revision__user=user) & (is_elsewhere | is_anothers)

    def _open_claims(self, now: datetime):
        return self.model.claims.rel.related_model._default_manager.held_at(now)


class ClaimQuerySet(models.QuerySet):
    """Claims in time."""

    def open(self):
        """Claims that were not given back, run out or not."""
        return self.filter(released_at__isnull=True)

    def held_at(self, moment: datetime):
        """Claims that lock their item at ``moment``."""
        return self.open().filter(expires_at__gt=moment)

    def expired_at(self, moment: datetime):
        """Claims that ran out and were not given back."""
        return self.open().filter(expires_at__lte=moment)
