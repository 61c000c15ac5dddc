import pytest
from hypothesis import given
from hypothesis import strategies as st

from goodnews.consents.choices import AgeBand, PartyRole
from goodnews.consents.rules import REQUIRED_ROLES, missing_parties

PERSON, GUARDIAN = PartyRole.PERSON, PartyRole.GUARDIAN


class MissingPartiesTests:
    @pytest.mark.parametrize(
        ("age_band", "roles", "missing"),
        [
            (AgeBand.ADULT, [], (PERSON,)),
            (AgeBand.ADULT, [GUARDIAN], (PERSON,)),
            (AgeBand.ADULT, [PERSON], ()),
            (AgeBand.CHILD, [], (PERSON, GUARDIAN)),
            (AgeBand.CHILD, [GUARDIAN], (PERSON,)),
            (AgeBand.CHILD, [PERSON], (GUARDIAN,)),
            (AgeBand.CHILD, [PERSON, GUARDIAN], ()),
            (AgeBand.SMALL_CHILD, [PERSON], (GUARDIAN,)),
            (AgeBand.SMALL_CHILD, [GUARDIAN], ()),
        ],
    )
    def test_who_has_to_agree_at_each_age(self, age_band, roles, missing):
        assert missing_parties(age_band, roles) == missing
        assert missing_parties(str(age_band), [str(role) for role in roles]) == missing

    def test_every_age_band_has_its_rule(self):
        assert set(REQUIRED_ROLES) == set(AgeBand)

    def test_an_unknown_age_is_a_fault(self):
        with pytest.raises(ValueError, match="is not a valid"):
            missing_parties("18+", [])

    @given(st.sampled_from(list(AgeBand)), st.sets(st.sampled_from(list(PartyRole))))
    def test_more_agreement_never_leaves_more_missing(self, age_band, roles):
        missing = missing_parties(age_band, roles)
        assert not set(missing) & roles
        assert missing_parties(age_band, roles | set(missing)) == ()
