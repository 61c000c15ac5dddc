from html.parser import HTMLParser

from django.template import Context, Template
from django.test import TestCase

from goodnews.images.models import SiteImage

from .factories import make_image
from .files import photo_bytes


def render(source: str, **context) -> str:
    return Template("{% load pictures %}" + source).render(Context(context))


class Tags(HTMLParser):
    def __init__(self, html):
        super().__init__()
        self.found = []
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        self.found.append((tag, dict(attrs)))


class PictureTagTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        with cls.captureOnCommitCallbacks(execute=True):
            make_image(data=photo_bytes(size=(1600, 1200)))
        cls.image = SiteImage.objects.get()

    def test_it_offers_avif_and_jpeg_in_every_width(self):
        html = render('{% picture image "card" class="card__image" %}', image=self.image)
        (_, _), (_, source), (_, img) = Tags(html).found
        self.assertEqual(source["type"], "image/avif")
        self.assertRegex(
            source["srcset"],
            r"^/media/images/[0-9a-f]{32}-card-320\.avif 320w, "
            r"/media/images/[0-9a-f]{32}-card-640\.avif 640w$",
        )
        self.assertIn("-card-640.jpg 640w", img["srcset"])
        self.assertEqual((img["width"], img["height"]), ("640", "360"))
        self.assertEqual((img["loading"], img["decoding"]), ("lazy", "async"))
        self.assertEqual((img["alt"], img["class"]), ("Đoàn viên trồng cây", "card__image"))

    def test_the_first_picture_comes_at_once(self):
        html = render('{% picture image "hero" loading="eager" sizes="100vw" %}', image=self.image)
        img = Tags(html).found[-1][1]
        self.assertEqual(img["fetchpriority"], "high")
        self.assertEqual(img["sizes"], "100vw")
        self.assertNotIn("loading", img)

    def test_it_asks_the_database_nothing(self):
        with self.assertNumQueries(0):
            render('{% picture image "hero" %}{% picture image "thumb" alt="" %}', image=self.image)

    def test_script_in_the_alternative_text_is_text(self):
        html = render('{% picture image "thumb" alt=alt %}', image=self.image, alt='"><script>')
        self.assertNotIn("<script>", html)
        self.assertIn("&quot;&gt;&lt;script&gt;", html)

    def test_decoration_says_so(self):
        html = render('{% picture image "thumb" alt="" %}', image=self.image)
        self.assertIn('alt=""', html)

    def test_without_ready_files_the_original_is_shown(self):
        image = make_image()
        html = render('{% picture image "card" %}', image=image)
        self.assertIn(image.file.url, html)
        self.assertIn('width="640" height="480"', html)
        self.assertNotIn("<source", html)

    def test_without_an_image_nothing_is_written(self):
        self.assertEqual(render('{% picture image "card" %}', image=None), "")
