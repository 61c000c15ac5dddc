import pytest

from goodnews.demo import reading
from goodnews.demo.drawings import MOODS, MOTIFS

PREFIXES = ("good-news", "beautiful", "waiting")
STATES = {"draft", "unit_review", "editing", "approval", "returned", "scheduled"}


@pytest.fixture(scope="module")
def topics():
    return reading.read_topics()


@pytest.fixture(scope="module")
def stories():
    return [story for prefix in PREFIXES for story in reading.read_stories(prefix)]


class QuestionTextTests:
    def test_there_are_six_topics_of_twenty_and_a_few_to_practise_for_the_contest(self, topics):
        counts = {topic.key: len(topic.questions) for topic in topics}
        assert counts.pop("hien-phap") == 6
        assert list(counts.values()) == [20] * 6

    def test_every_question_names_its_source_and_gives_a_reason(self, topics):
        for topic in topics:
            for question in topic.questions:
                assert question.source, question.ref
                assert len(question.explanation) > 30, question.ref

    def test_every_question_has_a_key_that_fits_its_kind(self, topics):
        for topic in topics:
            for question in topic.questions:
                right = [text for text, is_right in question.choices if is_right]
                texts = [text for text, _is_right in question.choices]
                assert 1 <= len(right) < len(texts), question.ref
                assert len(set(texts)) == len(texts), question.ref

    def test_no_question_stands_twice(self, topics):
        stems = [question.stem for topic in topics for question in topic.questions]
        assert len(set(stems)) == len(stems) == 126

    def test_contest_questions_have_source_reason_and_one_right_choice(self, topics):
        practised = {question.stem for topic in topics for question in topic.questions}
        kept = [
            each for topic in reading.read_topics("contest-questions") for each in topic.questions
        ]
        assert len({each.stem for each in kept}) == len(kept) == 45
        assert not practised & {each.stem for each in kept}
        for each in kept:
            assert each.source, each.ref
            assert len(each.explanation) > 30, each.ref
            assert [is_right for _text, is_right in each.choices] == [True, False, False, False]

    def test_a_question_without_a_source_is_refused(self):
        with pytest.raises(ValueError, match="needed once each"):
            reading.parse_question("? Câu hỏi\n+ Có\n- Không\n! Vì thế.\n^ 1", ref="x#1")

    def test_an_unknown_mark_is_refused(self):
        with pytest.raises(ValueError, match="x#1"):
            reading.parse_question("? Câu hỏi\n* Có", ref="x#1")


class StoryTextTests:
    def test_there_are_at_least_sixty_and_one_waiting_in_each_state(self, stories):
        assert len(stories) >= 66
        waiting = [story["state"] for story in stories if story["state"]]
        assert sorted(waiting) == sorted(STATES)

    def test_titles_and_leads_fit_and_no_title_stands_twice(self, stories):
        titles = [story.title for story in stories]
        assert len(set(titles)) == len(titles)
        for story in stories:
            assert len(story.title) <= 110, story.title
            assert 40 <= len(story["lead"]) <= 240, story.title

    def test_every_story_can_be_drawn_and_described(self, stories):
        for story in stories:
            motif, mood = story["picture"].split()
            assert motif in MOTIFS, story.title
            assert mood in MOODS, story.title
            assert 20 <= len(story["alt"]) <= 250, story.title

    def test_units_themes_and_exemplars_exist(self, stories):
        units = {row["key"] for row in reading.read_toml("units.toml")["unit"]}
        themes = {row["name"] for row in reading.read_toml("themes.toml")["theme"]}
        people = {row["key"] for row in reading.read_toml("exemplars.toml")["exemplar"]}
        for story in stories:
            assert story["unit"] in units, story.title
            assert story.themes, story.title
            assert set(story.themes) <= themes, story.title
            assert not story["exemplar"] or story["exemplar"] in people, story.title

    def test_a_re_post_names_a_source_that_cannot_be_anybody_else(self, stories):
        for story in stories:
            if story["origin"].startswith("repost"):
                _origin, name, address = (part.strip() for part in story["origin"].split("|"))
                assert "minh họa" in name
                assert address.startswith("https://example.org/")

    def test_a_line_that_is_no_field_is_refused(self):
        with pytest.raises(ValueError, match="not a field"):
            reading.parse_story("Tựa đề\nlead Thiếu dấu\n\nThân bài.")


class ContentFileTests:
    def test_every_file_can_be_read_in_one_go(self):
        for path in reading.CONTENT_DIR.rglob("*.t*"):
            assert len(path.read_text(encoding="utf-8").splitlines()) <= 400, path
