from io import StringIO

import pytest
from django.contrib.auth.models import Group, Permission
from django.core.management import CommandError, call_command
from django.test import TestCase
from wagtail.models import GroupPagePermission, Locale, Page

from goodnews.accounts import services
from goodnews.accounts.roles import ROLES, STAFF_ROLES, Role
from goodnews.accounts.services import apply_roles, declared_rights, held_rights

from .factories import make_user


class ApplyRolesTests(TestCase):
    def test_database_and_file_are_the_same(self):
        changes = apply_roles()
        self.assertEqual(changes.unknown, set())
        permissions = services._all_permissions()
        for role, declared in ROLES.items():
            with self.subTest(role=role):
                self.assertEqual(held_rights(role.group()), declared_rights(declared, permissions))

    def test_a_second_run_changes_nothing(self):
        self.assertTrue(apply_roles())
        self.assertFalse(apply_roles())

    def test_a_dry_run_changes_nothing(self):
        before = set(Group.objects.values_list("name", flat=True))
        self.assertTrue(apply_roles(dry_run=True))
        self.assertEqual(set(Group.objects.values_list("name", flat=True)), before)

    def test_a_right_given_by_hand_is_taken_again(self):
        apply_roles()
        group = Role.EDITOR.group()
        publish = Permission.objects.get(
            content_type__app_label="wagtailcore", codename="publish_page"
        )
        GroupPagePermission.objects.create(
            group=group, page=Page.get_first_root_node(), permission=publish
        )
        group.permissions.add(Permission.objects.get(codename="delete_user"))
        changes = apply_roles()
        self.assertEqual(len(changes.removed["Biên tập viên"]), 2)
        self.assertFalse(GroupPagePermission.objects.filter(permission=publish).exists())

    def test_nobody_may_publish(self):
        apply_roles()
        held = GroupPagePermission.objects.filter(permission__codename="publish_page")
        self.assertFalse(held.exists())
        self.assertFalse(
            Group.objects.filter(
                permissions__codename="publish_page",
                permissions__content_type__app_label="wagtailcore",
            ).exists()
        )

    def test_translators_change_pages_of_other_languages_only(self):
        english = Locale.objects.get_or_create(language_code="en")[0]
        root = Page.get_first_root_node()
        home = root.add_child(instance=Page(title="Home", slug="home-en", locale=english))
        apply_roles()
        held = Role.TRANSLATOR.group().page_permissions.filter(permission__codename="change_page")
        self.assertEqual([right.page_id for right in held], [home.pk])

    def test_the_correspondent_has_no_right_at_all(self):
        apply_roles()
        self.assertEqual(held_rights(Role.CORRESPONDENT.group()), set())
        self.assertNotIn(Role.CORRESPONDENT, STAFF_ROLES)


class ApplyRolesCommandTests(TestCase):
    def run_command(self, *arguments: str) -> str:
        out = StringIO()
        call_command("apply_roles", *arguments, stdout=out)
        return out.getvalue()

    def test_it_says_what_it_does(self):
        self.assertIn("Roles differ.", self.run_command("--dry-run"))
        self.assertIn("+ Biên tập viên: wagtailcore.change_page", self.run_command())
        self.assertIn("Nothing to change.", self.run_command())

    def test_a_right_that_no_model_has_is_named(self):
        class Declaration:
            group_name = "Lạ"
            has_everything = False
            permissions = ("units.fly_unit",)
            page_permissions = translation_permissions = collection_permissions = ()

        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(services, "ROLES", {"strange": Declaration})
            with pytest.raises(CommandError, match=r"units\.fly_unit"):
                self.run_command()


class UserRoleTests(TestCase):
    def test_a_role_is_membership_of_its_group(self):
        apply_roles()
        user = make_user("lan", role=Role.REVIEWER)
        self.assertTrue(user.has_role(Role.REVIEWER))
        self.assertFalse(user.has_role(Role.EDITOR))
        self.assertTrue(user.is_in_staff_role)
        self.assertFalse(make_user("hoa", role=Role.CORRESPONDENT).is_in_staff_role)

    def test_a_superuser_is_an_administrator_and_nothing_else(self):
        boss = make_user("chi-huy", is_superuser=True)
        self.assertTrue(boss.has_role(Role.ADMINISTRATOR))
        self.assertFalse(boss.has_role(Role.APPROVER))
        self.assertTrue(boss.is_in_staff_role)

    def test_the_name_is_in_vietnamese_order(self):
        self.assertEqual(make_user("lan").get_full_name(), "Nguyễn Văn Lan")
