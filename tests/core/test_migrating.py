import gc
from unittest import TestCase, mock

from django.apps import apps
from django.conf import settings
from django.db import connection, models
from django.db.migrations.state import ModelState, ProjectState, StateApps
from django.test import TestCase as DatabaseTestCase

from goodnews.core.migrating import OBJECTS_BETWEEN_SEARCHES, copied, many_migrations


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
        before = (models.Field.clone, dict(vars(ProjectState)))
        with self.assertRaises(RuntimeError), many_migrations():
            self.assertEqual(gc.get_threshold()[0], OBJECTS_BETWEEN_SEARCHES)
            raise RuntimeError
        self.assertEqual(gc.get_threshold(), thresholds)
        self.assertNotIn("get_swappable_settings_name", vars(apps))
        self.assertEqual((models.Field.clone, dict(vars(ProjectState))), before)


class RenderingTests(TestCase):
    def setUp(self):
        self.state = ProjectState()
        self.state.add_model(
            ModelState("units", "Place", [("id", models.AutoField(primary_key=True))])
        )
        self.place = self.state.apps.get_model("units", "Place")

    def rendered(self, name: str):
        return self.state.apps.get_model("units", name)

    def test_a_new_model_is_rendered_alone_and_looking_at_rows_renders_all(self):
        to_place = models.ForeignKey("units.Place", models.CASCADE)
        fields = [("id", models.AutoField(primary_key=True)), ("place", to_place)]
        with many_migrations():
            self.state.add_model(ModelState("units", "Person", fields))
            self.assertIs(self.rendered("Place"), self.place)
            self.assertIs(self.rendered("Person").place.field.related_model, self.place)
            self.state.clear_delayed_apps_cache()
            self.assertEqual(self.rendered("Place")._meta.related_objects[0].name, "person")

    def test_a_constraint_is_seen_at_its_model(self):
        with many_migrations():
            constraint = models.CheckConstraint(condition=models.Q(id__gt=0), name="positive")
            self.state.add_constraint("units", "place", constraint)
            self.assertEqual(self.rendered("Place")._meta.constraints, [constraint])
            self.state.remove_constraint("units", "place", "positive")
            self.assertEqual(self.rendered("Place")._meta.constraints, [])


class CopiedFieldTests(TestCase):
    def test_it_says_the_same_of_itself_and_knows_no_model_of_another(self):
        for field in (
            models.CharField(max_length=5, choices=[("a", "A")], default="a"),
            models.ForeignKey("units.Unit", models.CASCADE, related_name="+"),
            models.ManyToManyField("units.Unit", through="units.Place"),
            models.AutoField(auto_created=True, primary_key=True),
        ):
            with self.subTest(field=type(field).__name__):
                if field.is_relation:
                    self.assertEqual(field.related_model, "units.Unit")
                found = copied(field)
                self.assertEqual(found.deconstruct(), field.deconstruct())
                self.assertNotIn("related_model", vars(found))
                self.assertEqual(found.creation_counter < 0, field.auto_created)
                self.assertNotEqual(found.creation_counter, field.creation_counter)
                if field.is_relation:
                    self.assertIs(found.remote_field.field, found)

    def test_a_field_of_a_model_is_made_anew(self):
        field = copied(apps.get_model("units.Unit")._meta.get_field("name"))
        self.assertFalse(hasattr(field, "model"))


class MigratedTests(DatabaseTestCase):
    """What a shortcut through the migrations could leave out."""

    def foreign_keys(self, table: str) -> set[tuple]:
        with connection.cursor() as cursor:
            found = connection.introspection.get_constraints(cursor, table)
        return {
            (*one["columns"], *one["foreign_key"]) for one in found.values() if one["foreign_key"]
        }

    def names_at(self, table: str) -> str:
        """Return a text with the names of the constraints and indexes of ``table``."""
        with connection.cursor() as cursor:
            if connection.vendor == "postgresql":
                return str(list(connection.introspection.get_constraints(cursor, table)))
            # Django forgets the names of SQLite's constraints.
            cursor.execute("SELECT sql FROM sqlite_master WHERE tbl_name = %s", [table])
            return str(cursor.fetchall())

    def is_possible(self, constraint) -> bool:
        """Tell whether this database can hold it: an index of SQLite covers no further columns."""
        covers = bool(getattr(constraint, "include", ()))
        return not covers or connection.features.supports_covering_indexes

    def test_the_database_holds_what_the_models_declare(self):
        for model in apps.get_models(include_auto_created=True):
            meta = model._meta
            # The index of search on SQLite is a table of its own kind.
            if meta.proxy or not meta.managed or meta.db_table.endswith("_fts"):
                continue
            keys = {
                (field.column, field.target_field.model._meta.db_table, field.target_field.column)
                for field in meta.local_concrete_fields
                if field.is_relation and field.db_constraint
            }
            text = self.names_at(meta.db_table)
            with self.subTest(model=meta.label):
                self.assertEqual(self.foreign_keys(meta.db_table), keys)
                for each in filter(self.is_possible, (*meta.constraints, *meta.indexes)):
                    self.assertIn(each.name[: connection.ops.max_name_length()], text)
