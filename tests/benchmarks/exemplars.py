"""Thousands of public exemplars with their honours, written at a stroke; PostgreSQL only."""

from django.contrib.contenttypes.models import ContentType
from django.db import connection

from exemplars.models import ExemplarPage
from tests.exemplars.factories import make_index
from tests.units.factories import make_unit

UNITS = 200
# One in twelve is a group, one in ten a child.
PAGES = """
INSERT INTO wagtailcore_page (path, depth, numchild, translation_key, locale_id, live,
    has_unpublished_changes, expired, locked, title, draft_title, slug, content_type_id, url_path,
    show_in_menus, seo_title, search_description, first_published_at, last_published_at)
SELECT %(path)s || lpad(upper(to_hex(n)), 4, '0'), %(depth)s, 0, gen_random_uuid(), %(locale)s,
    true, false, false, false, 'Nguyễn Văn ' || chr(65 + n %% 26) || n, 'Nguyễn Văn ' || n,
    'guong-' || n, %(type)s, %(url_path)s || 'guong-' || n || '/', false, '', '',
    timestamptz '2025-01-01 05:00+00' + (n %% 600) * interval '1 day',
    timestamptz '2025-01-01 05:00+00' + (n %% 600) * interval '1 day'
FROM generate_series(1, %(count)s) AS n
"""
EXEMPLARS = """
INSERT INTO exemplars_exemplarpage (page_ptr_id, kind, portrait_alt, field_of_work, deed, body,
    age_band, internal_note, indexing, name_key, initial, folded_deed, unit_id, greeting_rule, sex)
SELECT id, CASE WHEN id %% 12 = 0 THEN 'group' ELSE 'person' END, '',
    (ARRAY['study', 'work', 'volunteering', 'kindness', 'courage'])[1 + id %% 5],
    'Ba năm liền dạy chữ cho 42 người lớn ở bản Sín Chải vào các buổi tối.', '[]',
    CASE WHEN id %% 10 = 0 THEN '7-15' ELSE '16+' END, '', 'by-age',
    lower(chr(65 + id %% 26)) || id || ' nguyen van', chr(65 + id %% 26),
    'nguyen van ' || id || ' ba nam lien day chu cho 42 nguoi lon o ban sin chai bang khen',
    (%(units)s::bigint[])[1 + id %% cardinality(%(units)s::bigint[])], 'by-age', ''
FROM wagtailcore_page WHERE slug LIKE 'guong-%%' AND content_type_id = %(type)s
"""
HONOURS = """
INSERT INTO exemplars_honour (exemplar_id, year, title, level, decision_number, sort_order,
    locale_id, translation_key)
SELECT page_ptr_id, 2015 + (page_ptr_id + n * 5) %% 12, 'Danh hiệu ' || (page_ptr_id + n) %% 15,
    (ARRAY['central', 'province', 'province', 'commune', 'unit'])[1 + (page_ptr_id + n) %% 5],
    page_ptr_id || '/QĐ', n, %(locale)s, gen_random_uuid()
FROM exemplars_exemplarpage, generate_series(0, 1) AS n WHERE folded_deed LIKE 'nguyen van%%'
"""


def make_many_exemplars(count: int) -> str:
    """Write ``count`` public exemplars of 200 units; return the address of their directory."""
    index = make_index()
    province = make_unit("Tỉnh Đoàn Minh Họa")
    units = [
        make_unit(f"Xã số {number}", parent=province) for number in range(1, min(UNITS, count))
    ]
    values = {
        "count": count,
        "path": index.path,
        "depth": index.depth + 1,
        "url_path": index.url_path,
        "locale": index.locale_id,
        "type": ContentType.objects.get_for_model(ExemplarPage).pk,
        "units": [unit.pk for unit in (province, *units)],
    }
    with connection.cursor() as cursor:
        for statement in (PAGES, EXEMPLARS, HONOURS):
            cursor.execute(statement, values)
        cursor.execute("ANALYZE wagtailcore_page, exemplars_exemplarpage, exemplars_honour")
    return index.url
