"""Models of the places a publisher names instead of addresses: what kind of place a name stands for."""

from __future__ import annotations

from pydantic import model_validator

from data.catalogue.frozen import Frozen, Slug


class PlaceKind(Frozen):
    """One kind. `names` are the publisher's names for places of it, `endings` what single ones end in.

    Case does not matter. `note` completes a sentence that begins with the name: what to know before acting.
    """

    what: str
    names: tuple[str, ...] = ()
    endings: tuple[str, ...] = ()
    note: str = ""

    def names_all(self, plain: str) -> bool:
        """Whether a plain name stands for any place of this kind, and not for a single one."""
        return plain.lower() in {word.lower() for word in self.names}


class PlaceKinds(Frozen):
    """The kinds of place of a source, which is its `id`; any other name is one of `otherwise`.

    `prefix` stands before every name; `nowhere` are the names of no place at all. `reading` says what a
    place of this source is.
    """

    id: Slug
    prefix: str = ""
    nowhere: tuple[str, ...] = ()
    otherwise: str
    reading: str
    kinds: tuple[PlaceKind, ...]

    @model_validator(mode="after")
    def _once(self) -> PlaceKinds:
        words = [word.lower() for kind in self.kinds for word in (*kind.names, *kind.endings)]
        if len(words) > len(set(words)):
            raise ValueError(f"{self.id!r} has a name or an ending in two kinds")
        return self

    def plain(self, name: str) -> str:
        """A name without what stands before every one: 'High Street'."""
        return name.removeprefix(self.prefix)

    def kind_of(self, name: str) -> PlaceKind:
        """The kind of place a name stands for."""
        plain = self.plain(name).lower()
        named = (kind for kind in self.kinds if kind.names_all(plain))
        ended = (kind for kind in self.kinds if any(plain.endswith(end.lower()) for end in kind.endings))
        return next(named, None) or next(ended, None) or PlaceKind(what=self.otherwise)
