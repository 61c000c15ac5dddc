"""Blocks of running text: each tells editors what it is, and refuses what readers could not use."""

from django.apps import apps
from django.core.exceptions import ValidationError
from django.template import engines
from django.test import RequestFactory, SimpleTestCase, TestCase
from django.utils.translation import override
from wagtail.blocks import CharBlock, StreamBlock, StructBlock
from wagtail.fields import StreamField
from wagtail.models import Page

from goodnews.core.blocks import TextStreamBlock, VideoBlock, plain_text
from goodnews.core.videos import find_video_id

PROJECT = ("goodnews.", "news.", "campaigns.", "exemplars.", "quizblocks.")
ID = "dQw4w9WgXcQ"


def blocks_of_all_pages():
    """Yield (model, key, block) for every block that an editor may choose."""
    for model in apps.get_models():
        if not (issubclass(model, Page) and model.__module__.startswith(PROJECT)):
            continue
        for field in model._meta.get_fields():
            if isinstance(field, StreamField):
                for key, block in field.stream_block.child_blocks.items():
                    yield model.__name__, key, block


class BlockDeclarationTests(SimpleTestCase):
    def test_every_block_has_icon_label_description_preview_and_template(self):
        seen = 0
        for model, key, block in blocks_of_all_pages():
            seen += 1
            with self.subTest(model=model, block=key):
                self.assertNotEqual(block.meta.icon, "placeholder")
                self.assertTrue(block.meta.label)
                self.assertTrue(getattr(block.meta, "description", ""))
                self.assertTrue(hasattr(block.meta, "preview_value"))
                template = getattr(block.meta, "template", None)
                self.assertTrue(template, "a block without template prints Python's own words")
                engines["django"].get_template(template)
        self.assertGreater(seen, 15)

    def test_a_line_of_text_directly_in_a_body_has_the_name_of_its_block(self):
        seen = set()
        for model, key, block in blocks_of_all_pages():
            if isinstance(block, CharBlock):
                seen.add(key)
                with self.subTest(model=model, block=key):
                    html = block.field.widget.render("body-3-value", "")
                    self.assertIn(f'aria-label="{block.label}"', html)
        self.assertEqual(seen, {"heading"})
        with override("vi"):
            heading = TextStreamBlock().child_blocks["heading"]
            html = heading.field.widget.render("body-3-value", "")
            self.assertIn('aria-label="Đề mục"', html)

    def test_rich_text_knows_few_features(self):
        for _model, key, block in blocks_of_all_pages():
            for name, child in rich_text_of(key, block):
                with self.subTest(block=name):
                    self.assertLessEqual(
                        set(child.features), {"bold", "italic", "link", "ol", "ul"}
                    )


class BlockPreviewTests(TestCase):
    def test_every_block_can_be_previewed(self):
        for model, key, block in blocks_of_all_pages():
            with self.subTest(model=model, block=key):
                self.assertTrue(block.is_previewable)
                block.render(block.get_preview_value(), {"request": RequestFactory().get("/")})


def rich_text_of(key, block):
    """Yield the rich text blocks in ``block`` by name."""
    if hasattr(block, "features"):
        yield key, block
    if isinstance(block, (StructBlock, StreamBlock)):
        for name, child in block.child_blocks.items():
            yield from rich_text_of(f"{key}.{name}", child)


class VideoTests(SimpleTestCase):
    def test_the_id_is_found_in_every_form_of_address(self):
        for address in (
            f"https://www.youtube.com/watch?v={ID}",
            f"https://m.youtube.com/watch?app=desktop&v={ID}&t=4s",
            f"https://youtu.be/{ID}?si=abc",
            f"https://www.youtube.com/shorts/{ID}",
            f"https://www.youtube-nocookie.com/embed/{ID}",
        ):
            with self.subTest(address=address):
                self.assertEqual(find_video_id(address), ID)

    def test_other_addresses_have_none(self):
        for address in (
            "https://www.youtube.com/watch?v=short",
            f"https://evil.example/watch?v={ID}",
            f"https://youtube.com.evil.example/embed/{ID}",
            f"javascript:alert('{ID}')",
            'https://youtu.be/"onload="al',
            "https://[youtube",
            "",
        ):
            with self.subTest(address=address):
                self.assertIsNone(find_video_id(address))

    def test_the_block_refuses_what_is_no_video(self):
        block = VideoBlock()
        value = block.to_python({"address": "https://example.com/a", "title": "Một đêm"})
        with self.assertRaises(ValidationError) as caught:
            block.clean(value)
        self.assertIn("address", caught.exception.block_errors)

    def test_without_a_script_the_video_is_a_plain_link(self):
        block = VideoBlock()
        value = block.to_python({"address": f"https://youtu.be/{ID}", "title": "Một đêm"})
        html = block.render(value)
        self.assertIn(f'href="https://www.youtube.com/watch?v={ID}"', html)
        self.assertNotIn("<iframe", html)


class PlainTextTests(SimpleTestCase):
    def test_markup_is_left_out(self):
        stream = TextStreamBlock().to_python(
            [
                {"type": "heading", "value": "Sáng đèn"},
                {"type": "text", "value": "<p>Bản <b>Sín Chải</b></p>"},
                {"type": "quote", "value": {"text": "Có đèn rồi", "person": "Bà Mẩy"}},
            ]
        )
        words = plain_text(stream)
        for part in ("Sáng đèn", "Sín Chải", "Có đèn rồi", "Bà Mẩy"):
            self.assertIn(part, words)
        self.assertNotIn("<", words)
