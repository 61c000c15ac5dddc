import gc
from unittest import TestCase, mock

from django.apps import apps
from django.conf import settings
from django.db.migrations.state import StateApps

from goodnews.core.migrating import OBJECTS_BETWEEN_SEARCHES, many_migrations


class ManyMigrationsTests(TestCase):
    def test_exchangeable_models_are_looked_for_once_whatever_is_rendered(self):
        with (
            many_migrations(),
            mock.patch.object(apps, "get_models", wraps=apps.get_models) as asked,
        ):
            for _each in range(3):
                StateApps([], {})
                found = apps.get_swappable_settings_name(settings.AUTH_USER_MODEL)
                self.assertEqual(found, "AUTH_USER_MODEL")
        asked.assert_called_once()

    def test_nothing_of_it_stays(self):
        thresholds = gc.get_threshold()
        with self.assertRaises(RuntimeError), many_migrations():
            self.assertEqual(gc.get_threshold()[0], OBJECTS_BETWEEN_SEARCHES)
            raise RuntimeError
        self.assertEqual(gc.get_threshold(), thresholds)
        self.assertNotIn("get_swappable_settings_name", vars(apps))
