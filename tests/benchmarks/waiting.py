"""Thousands of stories that wait at the stages of the workflow, written at a stroke."""

from django.contrib.contenttypes.models import ContentType
from django.db import connection
from wagtail.models import Page, Task, Workflow

from goodnews.units.models import Unit
from news.models import StoryPage

# Their paths begin behind those of a year of stories.
PAGES = """
INSERT INTO wagtailcore_page (path, depth, numchild, translation_key, locale_id, live,
    has_unpublished_changes, expired, locked, title, draft_title, slug, content_type_id, url_path,
    show_in_menus, seo_title, search_description, owner_id)
SELECT %(path)s || 'Y' || lpad(upper(to_hex(n)), 7, '0'), 5, 0, gen_random_uuid(), %(locale)s,
    false, true, false, false, 'Bài chờ ' || n, 'Bài chờ ' || n, 'bai-cho-' || n, %(story_type)s,
    '/bai-cho-' || n || '/', false, '', '', %(owner)s
FROM generate_series(1, %(count)s) AS n
"""
STORIES = """
INSERT INTO news_storypage (page_ptr_id, kind, lead, place, byline, sponsorship,
    origin, source_name, source_url, cover_alt_text, cover_caption, body, reading_minutes, listed_locale_id, unit_id)
SELECT id, CASE WHEN id %% 7 = 0 THEN 'beautiful_story' ELSE 'good_news' END, '', '', '', '', 'own',
    '', '', '', '', '[]', 1, %(locale)s,
    (%(units)s::bigint[])[1 + id %% cardinality(%(units)s::bigint[])]
FROM wagtailcore_page WHERE slug LIKE 'bai-cho-%%'
"""
REVISIONS = """
INSERT INTO wagtailcore_revision (content_type_id, base_content_type_id, object_id, created_at,
    object_str, content, user_id)
SELECT %(story_type)s, %(page_type)s, id::text, now() - id %% 200 * interval '1 hour', 'Bài chờ',
    '{}', %(owner)s
FROM wagtailcore_page WHERE slug LIKE 'bai-cho-%%'
"""
LATEST = """
UPDATE wagtailcore_page AS page
SET latest_revision_id = revision.id, latest_revision_created_at = revision.created_at
FROM wagtailcore_revision AS revision
WHERE revision.object_str = 'Bài chờ' AND revision.object_id = page.id::text
"""
WORKFLOWS = """
INSERT INTO wagtailcore_workflowstate (content_type_id, base_content_type_id, object_id,
    workflow_id, status, created_at, requested_by_id)
SELECT %(story_type)s, %(page_type)s, object_id, %(workflow)s, 'in_progress', created_at, %(owner)s
FROM wagtailcore_revision WHERE object_str = 'Bài chờ'
"""
STAGES = """
INSERT INTO wagtailcore_taskstate (workflow_state_id, revision_id, task_id, status, started_at,
    comment, content_type_id)
SELECT state.id, revision.id, task.id, 'in_progress', state.created_at, '', %(state_type)s
FROM wagtailcore_revision AS revision
JOIN wagtailcore_workflowstate AS state ON state.object_id = revision.object_id
JOIN wagtailcore_task AS task
    ON task.id = (%(tasks)s::bigint[])[1 + state.id %% cardinality(%(tasks)s::bigint[])]
WHERE revision.object_str = 'Bài chờ'
"""
CURRENT = """
UPDATE wagtailcore_workflowstate AS state SET current_task_state_id = stage.id
FROM wagtailcore_taskstate AS stage
WHERE stage.workflow_state_id = state.id AND state.status = 'in_progress'
"""
ITEMS = """
INSERT INTO workflows_waitingitem (task_state_id, task_id, page_id, unit_id, priority, state,
    entered_at, due_at, left_at)
SELECT stage.id, stage.task_id, story.page_ptr_id, story.unit_id, story.page_ptr_id %% 20 / 19,
    CASE WHEN story.page_ptr_id %% 10 = 0 THEN 'returned' ELSE 'waiting' END, stage.started_at,
    stage.started_at + interval '72 hours',
    CASE WHEN story.page_ptr_id %% 10 = 0 THEN now() - interval '9 days' END
FROM wagtailcore_taskstate AS stage
JOIN wagtailcore_revision AS revision ON revision.id = stage.revision_id
JOIN news_storypage AS story ON story.page_ptr_id = revision.object_id::bigint
WHERE revision.object_str = 'Bài chờ'
"""
STATEMENTS = (PAGES, STORIES, REVISIONS, LATEST, WORKFLOWS, STAGES, CURRENT, ITEMS)
TABLES = """wagtailcore_page, news_storypage, wagtailcore_revision, wagtailcore_workflowstate,
wagtailcore_taskstate, workflows_waitingitem"""


def make_waiting(count: int, *, parent: Page, owner) -> None:
    """Write ``count`` stories of ``owner`` below ``parent`` that wait; PostgreSQL only."""
    types = ContentType.objects.get_for_models(StoryPage, Page, for_concrete_models=False)
    workflow = Workflow.objects.order_by("pk").last()
    stages = Task.objects.filter(workflow_tasks__workflow=workflow)
    values = {
        "count": count,
        "path": parent.path,
        "locale": parent.locale_id,
        "owner": owner.pk,
        "story_type": types[StoryPage].pk,
        "page_type": types[Page].pk,
        "units": list(Unit.objects.values_list("pk", flat=True)),
        "workflow": workflow.pk,
        "tasks": list(stages.values_list("pk", flat=True)),
        "state_type": ContentType.objects.get(app_label="wagtailcore", model="taskstate").pk,
    }
    with connection.cursor() as cursor:
        for statement in STATEMENTS:
            cursor.execute(statement, values)
        cursor.execute(f"ANALYZE {TABLES}")
