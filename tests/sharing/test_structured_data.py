"""Required and recommended properties as Google's guides name them."""

import json
from datetime import UTC, datetime

import pytest
from django.template import Context, Template

from goodnews.sharing.structured_data import breadcrumbs, news_article, profile_page, quiz

PUBLISHED = datetime(2026, 11, 21, 3, tzinfo=UTC)
URL = "https://tintot.example.vn/tin-tot/cau-be-tong/"


def article(**changes):
    return news_article(
        **{
            "headline": "Cầu bê tông thay cầu tre",
            "url": URL,
            "published_at": PUBLISHED,
            "images": ["https://tintot.example.vn/chia-se/1/a.jpg"],
            "author_name": "Lan Anh",
            "publisher_name": "Tỉnh Đoàn Sông Xanh",
            **changes,
        }
    )


class NewsArticleTests:
    @pytest.mark.parametrize(
        "name",
        [
            "headline",
            "image",
            "datePublished",
            "dateModified",
            "author",
            "publisher",
            "mainEntityOfPage",
        ],
    )
    def test_it_has_what_google_asks_for(self, name):
        assert article()[name]

    def test_moments_carry_their_zone(self):
        assert article()["datePublished"] == "2026-11-21T03:00:00+00:00"

    def test_a_unit_is_no_person(self):
        author = article(author_name="Đoàn xã Ẩm Thượng", author_is_person=False)["author"]
        assert author["@type"] == "Organization"

    def test_a_long_headline_is_cut_at_a_word(self):
        headline = article(headline="Đoàn viên " * 50)["headline"]
        assert len(headline) <= 110 and headline.endswith("…")

    def test_what_is_empty_is_left_out(self):
        assert "description" not in article()
        assert "isBasedOn" not in article()
        assert "logo" not in article()["publisher"]


class OtherBuilderTests:
    def test_breadcrumbs_count_from_one(self):
        items = breadcrumbs([("Trang chủ", "https://a.vn/"), ("Tin tốt", "https://a.vn/tin-tot/")])
        assert [item["position"] for item in items["itemListElement"]] == [1, 2]
        assert items["itemListElement"][1]["item"] == "https://a.vn/tin-tot/"

    def test_a_profile_has_a_main_entity_with_a_name(self):
        person = profile_page(name="Lý Thị Mai", url=URL, unit_name="Đoàn xã", honours=["Giải"])
        assert person["mainEntity"]["@type"] == "Person"
        assert person["mainEntity"]["affiliation"]["name"] == "Đoàn xã"
        group = profile_page(name="Đội", url=URL, is_person=False, unit_name="Đoàn xã")
        assert group["mainEntity"]["@type"] == "Organization"
        assert group["mainEntity"]["parentOrganization"]["name"] == "Đoàn xã"

    def test_a_quiz_tells_its_questions_and_no_answer(self):
        data = quiz(name="Quiz", url=URL, questions=[("single", "Điều nào đúng?"), ("x", "Gì?")])
        assert [part["@type"] for part in data["hasPart"]] == ["Question", "Question"]
        assert data["hasPart"][0]["eduQuestionType"] == "Multiple choice"
        assert "nswer" not in json.dumps(data)


class JsonLdTagTests:
    def render(self, data):
        return Template("{% load sharing %}{% json_ld data %}").render(Context({"data": data}))

    @pytest.mark.parametrize(
        "text", ["</script><script>alert(1)</script>", "<!--", "&lt;", "]]>", '"; \\ \u2028']
    )
    def test_no_text_ends_the_script(self, text):
        html = self.render(article(headline=text))
        inner = html.removeprefix('<script type="application/ld+json">').removesuffix("</script>")
        assert "<" not in inner and ">" not in inner and "&" not in inner
        assert json.loads(inner)["headline"] == text

    def test_vietnamese_stays_readable(self):
        assert "Cầu bê tông" in self.render(article())

    def test_nothing_is_written_for_nothing(self):
        assert self.render(None) == ""
