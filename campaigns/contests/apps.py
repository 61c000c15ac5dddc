from datetime import timedelta

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ContestsConfig(AppConfig):
    """Contests with their rounds, attempts and rankings."""

    name = "campaigns.contests"
    label = "contests"
    verbose_name = _("contests")

    def ready(self):
        from wagtail.permissions import register_permission_policy

        from goodnews.workflows.chores import Chore, register_chore
        from quizblocks.usage import register_question_user

        from . import invitations
        from .attempts import bank
        from .attempts.submitting import expire
        from .entrants import belongings
        from .evidence.chain import chain_all_attempts
        from .item_sums import telling
        from .models import Contest
        from .question_uses import FixedQuestionUser
        from .rule_permissions import ContestPermissionPolicy
        from .running.board import forget_counts
        from .running.reminding import remind_entrants
        from .turns import TurnWatch

        register_permission_policy(Contest, ContestPermissionPolicy(Contest))
        register_question_user(FixedQuestionUser())
        bank.register()
        invitations.register()
        belongings.register()
        telling.register()
        register_chore(Chore("turn_contests", timedelta(seconds=1), TurnWatch().look))
        register_chore(Chore("expire_attempts", timedelta(seconds=5), expire))
        register_chore(Chore("chain_contest_attempts", timedelta(minutes=1), chain_all_attempts))
        register_chore(Chore("remind_entrants", timedelta(minutes=1), remind_entrants))
        register_chore(Chore("forget_contest_counts", timedelta(hours=1), forget_counts))
