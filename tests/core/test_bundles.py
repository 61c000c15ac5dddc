from unittest import TestCase

from goodnews.core.bundles import squeezed


class SqueezedTests(TestCase):
    def test_comments_and_idle_space_go(self):
        css = "/* why */\na,\n  b { color : red;\n  margin: 0 ; }\n\n@media (min-width: 1rem) {\n a{b:c}\n}"
        self.assertEqual(
            squeezed(css), "a, b{color : red;margin: 0;}@media (min-width: 1rem){a{b:c}}"
        )

    def test_spaces_that_mean_something_stay(self):
        for css in ("li :focus{a:b}", "a + b{a:calc(1rem + 2vw)}", 'a::before{content:" · "}'):
            with self.subTest(css=css):
                self.assertEqual(squeezed(css), css)
