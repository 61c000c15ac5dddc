"""Sign-in and accounts. Stands before Wagtail's addresses, two of which it takes over."""

from django.urls import include, path

from . import views

accounts_patterns = (
    [
        path("tai-khoan/", views.account_home, name="home"),
        path("admin/login/", views.admin_login, name="admin_login"),
        path("admin/password_reset/", views.admin_password_reset, name="admin_password_reset"),
        path("admin/password_reset/<path:rest>", views.admin_password_reset),
    ],
    "accounts",
)

urlpatterns = [
    path("", include(accounts_patterns)),
    path("tai-khoan/", include("allauth.urls")),
]
