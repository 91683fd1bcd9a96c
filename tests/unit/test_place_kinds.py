"""What kind of place a publisher's name stands for."""

from __future__ import annotations

import pytest
from pydantic import ValidationError

from data.catalogue import load_catalogue
from data.catalogue.place_kinds import PlaceKinds

POLICE = load_catalogue().places["police_uk"]


@pytest.mark.parametrize(
    ("name", "what"),
    [
        ("On or near Hospital", "hospital"),
        ("On or near Supermarket", "supermarket"),
        ("On or near Parking Area", "parking area"),
        ("On or near Theatre/Concert Hall", "theatre or concert hall"),
        ("On or near Further/higher Educational Building", "college or university"),
        ("On or near Dover Police Station", "police station"),
        ("On or near Folkestone Bus Station", "bus or coach station"),
        ("On or near Ashford International (Station)", "railway station"),
        ("On or near Old Street (lu Station)", "railway station"),
        ("On or near Station Road", "street"),
        ("On or near Hospital Lane", "street"),
        ("On or near Mill Race", "street"),
        ("On or near High Street", "street"),
    ],
)
def test_a_name_is_of_a_kind(name: str, what: str) -> None:
    assert POLICE.kind_of(name).what == what
    assert POLICE.kind_of(POLICE.plain(name)).what == what


def test_every_name_of_the_list_is_of_its_own_kind() -> None:
    for kind in POLICE.kinds:
        assert all(POLICE.kind_of(POLICE.prefix + name) is kind for name in kind.names)
    assert len({kind.what for kind in POLICE.kinds}) == len(POLICE.kinds)


def test_a_name_in_two_kinds_is_a_mistake_of_the_catalogue() -> None:
    twice = [{"what": "inn", "names": ["Inn"]}, {"what": "hotel", "endings": ["INN"]}]
    with pytest.raises(ValidationError, match="in two kinds"):
        PlaceKinds.model_validate({"id": "s", "otherwise": "street", "reading": "", "kinds": twice})
