"""The short way of scripts through Django, and who takes it."""

import json
from io import BytesIO
from unittest import mock
from urllib.parse import urlencode

from django.test import RequestFactory

from goodnews.core.lean import LeanApplication, LeanHandler
from tests.quizblocks.test_answering import AGENT, FORM, JSON, QuizCase


class LeanApplicationTests:
    def ways(self, **environ) -> str:
        """Return which way a request takes."""
        application = LeanApplication(lambda environ, start: "long")
        application.lean = lambda environ, start: "lean"
        application.lean_pages = lambda environ, start: "lean page"
        asked = {"REQUEST_METHOD": "POST", "PATH_INFO": "/trac-nghiem/1/x/", **JSON, **environ}
        return application(asked, None)

    def test_only_scripts_that_answer_take_it(self):
        assert self.ways() == "lean"
        assert self.ways(PATH_INFO="/en/luyen-tap/an-toan/") == "lean"
        assert self.ways(PATH_INFO="/cuoc-thi/x/vao-thi/vong/1/luot/2/luu/") == "lean"
        for other in (
            {"REQUEST_METHOD": "GET"},
            {"HTTP_ACCEPT": "text/html"},
            {"PATH_INFO": "/admin/"},
            {"PATH_INFO": "/cuoc-thi/x/vao-thi/"},
            {"PATH_INFO": "/xx/trac-nghiem/1/x/"},
            {"PATH_INFO": "/admin/trac-nghiem/"},
        ):
            assert self.ways(**other) == "long", other

    def test_so_do_the_pages_of_an_entrant_that_need_no_session(self):
        round = "/cuoc-thi/x/vao-thi/vong/1/"
        for path in ("bat-dau/", "hang-cho/", "luot/2/", "luot/2/bien-nhan/", "luot/2/luu/"):
            for asked in ({"REQUEST_METHOD": "GET"}, {"HTTP_ACCEPT": "text/html"}):
                assert self.ways(PATH_INFO=f"{round}{path}", **asked) == "lean page", path
        for other in (
            {"REQUEST_METHOD": "HEAD"},
            {"PATH_INFO": f"{round}luot/2"},
            {"PATH_INFO": f"{round}luot/2/x/"},
            {"PATH_INFO": f"/en{round}luot/2/"},
            {"PATH_INFO": "/cuoc-thi/x/vao-thi/cua-toi/"},
        ):
            assert self.ways(**{"PATH_INFO": f"{round}luot/2/", **other}) == "long", other


class LeanHandlerTests(QuizCase):
    def ask(self, data, **environ):
        handler = LeanHandler()
        handler.load_middleware()
        body = urlencode(data, doseq=True).encode()
        request = RequestFactory().generic("POST", self.url, body, content_type=FORM, **JSON)
        request.META |= {"HTTP_USER_AGENT": AGENT, "wsgi.input": BytesIO(body), **environ}
        return handler.get_response(request)

    def test_what_came_with_a_request_is_let_go_with_its_reply(self):
        with mock.patch("django.http.HttpRequest.close") as close:
            self.assertIn(close, self.ask({})._resource_closers)

    def test_the_reply_is_the_same_as_on_the_long_way(self):
        lean = self.ask(self.form())
        long = self.post(self.url, self.form(), **JSON)
        self.assertEqual(json.loads(lean.content), long.json())
        self.assertEqual(lean["Content-Language"], "vi")
        self.assertFalse(lean.cookies)
        for name in ("Cache-Control", "X-Robots-Tag", "X-Content-Type-Options"):
            self.assertEqual(lean[name], long[name])

    def test_what_is_wrong_is_refused_here_too(self):
        self.assertEqual(self.ask({}).status_code, 400)
        self.assertEqual(self.ask(self.form(), HTTP_ORIGIN="https://evil.vn").status_code, 400)
        with self.settings(ALLOWED_HOSTS=["testserver"]):
            self.assertEqual(self.ask(self.form(), HTTP_HOST="evil.vn").status_code, 400)
