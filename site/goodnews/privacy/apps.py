from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PrivacyConfig(AppConfig):
    """What people ask about their data, what is held on them, and for how long."""

    name = "goodnews.privacy"
    label = "privacy"
    verbose_name = _("personal data")

    def ready(self):
        from django.db.models.signals import post_migrate
        from wagtail.permissions import register_permission_policy

        from goodnews.core.signals import purge_when_changed
        from goodnews.units.policies import KeepingPolicy

        from . import kinds, sources
        from .models import DataRequest, PrivacySettings, RetentionRule

        sources.register()
        kinds.register()
        purge_when_changed(PrivacySettings)
        # Requests come by the public form and go by their rule; rules come with their kinds.
        for model in (DataRequest, RetentionRule):
            policy = KeepingPolicy(model, withheld=["add", "delete"])
            register_permission_policy(model, policy)
        post_migrate.connect(_write_rules, sender=self)


def _write_rules(sender, using, **kwargs):
    """Give each kind of data its rule: with every ``migrate``, so that a new kind has one too."""
    from django.db import connections

    from .models import RetentionRule
    from .services import write_missing_rules

    # Migrating another room, or back, ends here too, without the table.
    if RetentionRule._meta.db_table in connections[using].introspection.table_names():
        write_missing_rules()
