"""Sign-in and accounts. Stands before Wagtail's addresses, some of which it takes over."""

from django.urls import include, path

from . import histories, page_choosers, views

accounts_patterns = (
    [
        path("tai-khoan/", views.account_home, name="home"),
        path("admin/login/", views.admin_login, name="admin_login"),
        path("admin/password_reset/", views.admin_password_reset, name="admin_password_reset"),
        path("admin/password_reset/<path:rest>", views.admin_password_reset),
        path(
            "admin/choose-page/<int:parent_page_id>/",
            page_choosers.choose_below,
            name="choose_below",
        ),
        path("admin/choose-page/chosen-multiple/", page_choosers.take_chosen, name="take_chosen"),
        path("admin/reports/site-history/", histories.site_history, name="site_history"),
        path(
            "admin/reports/site-history/results/",
            histories.site_history_results,
            name="site_history_results",
        ),
    ],
    "accounts",
)

urlpatterns = [
    path("", include(accounts_patterns)),
    path("tai-khoan/", include("allauth.urls")),
]
