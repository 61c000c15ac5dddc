from random import Random

import pytest

from goodnews.demo.drawings import MOODS, MOTIFS, Face, draw_cover, draw_group, draw_portrait


class DrawCoverTests:
    @pytest.mark.parametrize("motif", sorted(MOTIFS))
    def test_every_motif_fills_a_wide_picture(self, motif):
        picture = draw_cover(motif, "dusk", Random(7))
        assert picture.size == (1600, 900)
        assert len(picture.resize((160, 90)).getcolors(20_000)) > 40

    def test_the_same_seed_gives_the_same_picture_and_another_one_does_not(self):
        first = draw_cover("terraces", "dawn", Random(1)).tobytes()
        assert draw_cover("terraces", "dawn", Random(1)).tobytes() == first
        assert draw_cover("terraces", "dawn", Random(2)).tobytes() != first
        assert draw_cover("terraces", "night", Random(1)).tobytes() != first

    def test_there_are_enough_motifs_and_lights(self):
        assert len(MOTIFS) >= 16
        assert len(MOODS) >= 5

    def test_an_unknown_motif_is_refused(self):
        with pytest.raises(KeyError):
            draw_cover("dragon", "day", Random(1))


class PortraitTests:
    @pytest.mark.parametrize("hair", ["short", "long", "bun", "fringe"])
    def test_faces_are_square(self, hair):
        assert draw_portrait(Face(hair=hair, glasses=True), Random(1)).size == (800, 800)

    def test_groups_are_square(self):
        assert draw_group(("#0B5CAD", "#FFFFFF"), "#CFE3F5", Random(1)).size == (800, 800)
