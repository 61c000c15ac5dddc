"""A year of stories of 400 units with their way through the workflow, written at a stroke."""

from django.contrib.contenttypes.models import ContentType
from django.db import connection
from wagtail.models import Page, Task, Workflow

from goodnews.units.models import Unit
from news.models import StoryPage
from tests.news.factories import make_site
from tests.units.factories import make_unit

UNITS = 400
# One story in ten is a re-post, one in seven a beautiful story; one in five is returned once.
PAGES = """
INSERT INTO wagtailcore_page (path, depth, numchild, translation_key, locale_id, live,
    has_unpublished_changes, expired, locked, title, draft_title, slug, content_type_id, url_path,
    show_in_menus, seo_title, search_description, first_published_at)
SELECT %(path)s || lpad(upper(to_hex(n)), 8, '0'), 5, 0, gen_random_uuid(), %(locale)s, true,
    false, false, false, 'Tin ' || n, 'Tin ' || n, 'tin-nam-' || n, %(story_type)s,
    '/tin-nam-' || n || '/', false, '', '',
    timestamptz '2026-01-01 05:00+00' + (n %% 365) * interval '1 day'
FROM generate_series(1, %(count)s) AS n
"""
STORIES = """
INSERT INTO news_storypage (page_ptr_id, kind, lead, place, byline, sponsorship,
    origin, source_name, source_url, cover_alt_text, cover_caption, body, reading_minutes, published_on, listed_locale_id, unit_id)
SELECT id, CASE WHEN id %% 7 = 0 THEN 'beautiful_story' ELSE 'good_news' END, '', '', '', '',
    CASE WHEN id %% 10 = 0 THEN 'repost' WHEN id %% 10 = 1 THEN 'share' ELSE 'own' END,
    'Báo tỉnh', 'https://example.org/', '', '', '[]', 1,
    (first_published_at AT TIME ZONE 'Asia/Ho_Chi_Minh')::date, %(locale)s,
    (%(units)s::bigint[])[1 + (hashint4(id) & 65535) %% cardinality(%(units)s::bigint[])]
FROM wagtailcore_page WHERE slug LIKE 'tin-nam-%%'
"""
REVISIONS = """
INSERT INTO wagtailcore_revision (content_type_id, base_content_type_id, object_id, created_at,
    object_str, content)
SELECT %(story_type)s, %(page_type)s, id::text, first_published_at - interval '20 hours', '', '{}'
FROM wagtailcore_page WHERE slug LIKE 'tin-nam-%%'
"""
WORKFLOWS = """
INSERT INTO wagtailcore_workflowstate (content_type_id, base_content_type_id, object_id,
    workflow_id, status, created_at)
SELECT %(story_type)s, %(page_type)s, object_id, %(workflow)s, 'approved', created_at
FROM wagtailcore_revision WHERE object_str = '' AND content = '{}'
"""
STAGES = """
INSERT INTO wagtailcore_taskstate (workflow_state_id, revision_id, task_id, status, started_at,
    finished_at, comment, content_type_id)
SELECT state.id, revision.id, %(task)s, stage.status, state.created_at + stage.begins,
    state.created_at + stage.ends, '', %(task_type)s
FROM wagtailcore_workflowstate AS state
JOIN wagtailcore_revision AS revision ON revision.object_id = state.object_id
CROSS JOIN (VALUES ('rejected', interval '0 hours', interval '2 hours'),
    ('approved', interval '8 hours', interval '12 hours'),
    ('approved', interval '12 hours', interval '20 hours')) AS stage (status, begins, ends)
WHERE stage.status <> 'rejected' OR state.id %% 5 = 0
ORDER BY state.id, stage.begins
"""
LAST_STAGES = """
UPDATE wagtailcore_workflowstate AS state SET current_task_state_id = last.id
FROM (SELECT workflow_state_id, max(id) AS id FROM wagtailcore_taskstate GROUP BY 1) AS last
WHERE last.workflow_state_id = state.id
"""
DRAFTS = """
INSERT INTO desk_deskdraft (owner_id, key, page_id, unit_id, kind, title, text, place, origin,
    source_name, source_url, people,
    created_at, saved_at, sent_at, edition, sequence)
SELECT %(owner)s, gen_random_uuid(), page.id, story.unit_id, story.kind, page.title, '', '',
    story.origin, '', '', '', page.first_published_at,
    page.first_published_at, page.first_published_at - interval '20 hours', 0, 0
FROM wagtailcore_page AS page JOIN news_storypage AS story ON story.page_ptr_id = page.id
WHERE page.slug LIKE 'tin-nam-%%'
"""


VIEWS = """
INSERT INTO stats_dailypageviews (page_id, day, count)
SELECT id, (first_published_at AT TIME ZONE 'Asia/Ho_Chi_Minh')::date + n, 1 + (id * 31 + n) %% 40
FROM wagtailcore_page CROSS JOIN generate_series(0, 4) AS n WHERE slug LIKE 'tin-nam-%%'
"""


def make_views() -> None:
    """Let each story of :func:`make_year` be read on its first five days."""
    with connection.cursor() as cursor:
        cursor.execute(VIEWS, [])
        cursor.execute("ANALYZE stats_dailypageviews")


def make_year(count: int, *, owner) -> list[Unit]:
    """Write ``count`` stories of 2026 and their way to the public; PostgreSQL only."""
    tree = make_site()
    province = make_unit("Tỉnh Đoàn Minh Họa")
    units = [
        make_unit(f"Xã số {number}", parent=province) for number in range(1, min(UNITS, count))
    ]
    types = ContentType.objects.get_for_models(StoryPage, Page, for_concrete_models=False)
    task = Task.objects.order_by("pk").first()
    values = {
        "count": count,
        "path": tree.stories.path,
        "locale": tree.stories.locale_id,
        "story_type": types[StoryPage].pk,
        "page_type": types[Page].pk,
        "units": [unit.pk for unit in (province, *units)],
        "workflow": Workflow.objects.order_by("pk").first().pk,
        "task": task.pk,
        "task_type": task.content_type_id,
        "owner": owner.pk,
    }
    tables = "wagtailcore_page, news_storypage, wagtailcore_revision, wagtailcore_workflowstate"
    with connection.cursor() as cursor:
        for statement in (PAGES, STORIES, REVISIONS, WORKFLOWS, STAGES, LAST_STAGES, DRAFTS):
            cursor.execute(statement, values)
        cursor.execute(f"ANALYZE {tables}, wagtailcore_taskstate, desk_deskdraft")
    return [province, *units]
