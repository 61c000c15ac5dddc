import re

from django.test import SimpleTestCase

from goodnews.core.richtext import with_block_keys


class BlockKeyTests(SimpleTestCase):
    def test_every_paragraph_gets_a_key_of_its_own(self):
        html = with_block_keys("<p>Một</p><p>Một</p><ul><li>Hai</li></ul>")
        keys = re.findall(r'data-block-key="(\w{5})"', html)
        self.assertEqual(len(set(keys)), 3)
        self.assertIn("<ul><li data-block-key=", html)

    def test_keys_that_are_there_stay(self):
        html = '<p data-block-key="ab12c">Một</p>'
        self.assertEqual(with_block_keys(html), html)

    def test_the_same_text_gets_the_same_keys(self):
        html = "<p>Một</p><p>Hai</p>"
        self.assertEqual(with_block_keys(html), with_block_keys(html))
        self.assertEqual(with_block_keys(with_block_keys(html)), with_block_keys(html))
