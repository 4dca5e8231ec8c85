"""Addresses: the helpdesk at its mount, the control pages of the tests beside it."""

from django.conf import settings
from django.conf.urls.i18n import i18n_patterns
from django.contrib import admin
from django.contrib.auth.views import LoginView
from django.contrib.staticfiles.views import serve as serve_static
from django.urls import include, path, re_path
from django.views.generic import RedirectView
from django.views.static import serve as serve_media

OPTIONS = settings.OPTIONS
MOUNT = OPTIONS.mount.lstrip("/")

urlpatterns = [
    path("admin/", admin.site.urls),
    re_path(r"^static/(?P<path>.*)$", serve_static, {"insecure": True}),
    path(f"{MOUNT}media/<path:path>", serve_media, {"document_root": settings.MEDIA_ROOT}),
]
if OPTIONS.control:
    urlpatterns.append(path("site-control/", include("control.urls")))
if OPTIONS.login_path:
    login = LoginView.as_view(template_name="helpdesk/registration/login.html")
    urlpatterns.append(path(OPTIONS.login_path.lstrip("/"), login))
if OPTIONS.agents:
    from agents.pull_requests import pull_request_page

    urlpatterns.append(path(f"{MOUNT}api/", include("agents.urls")))
    if OPTIONS.agent_login == "api":
        urlpatterns.append(path(f"{MOUNT}api/auth/", include("rest_framework.urls")))
    urlpatterns.append(path(f"{MOUNT}pullrequests/<str:name>/", pull_request_page))
helpdesk = path(MOUNT, include("helpdesk.urls"))
urlpatterns += i18n_patterns(helpdesk) if OPTIONS.language_prefix else [helpdesk]
if MOUNT:
    urlpatterns.append(path("", RedirectView.as_view(url=OPTIONS.mount)))
