"""What `dataclasses` and `typing` give, for a search from the shell and the app's first picture.

A class under `frozen` reads as under `@dataclass(frozen=True, slots=True)`, and to a type checker
it is one. But `dataclasses` takes as long to import as Python to start, and it writes and compiles
the methods of each class, 0.7 ms for one: for those of a search, it takes longer than the search.
"""

from __future__ import annotations

TYPE_CHECKING = False
"""As in `typing`: type checkers take it for true."""


class _Frozen:
    """What frozen values have in common; `_names` are those of their fields, in order."""

    __slots__ = ()
    _names: tuple[str, ...] = ()
    _defaults: dict[str, object] = {}

    def __init__(self, *given: object, **named: object) -> None:
        names, defaults = self._names, self._defaults
        kind = type(self).__name__
        if len(given) > len(names):
            raise TypeError(f"{kind} has {len(names)} fields, {len(given)} values were given")
        for name, value in zip(names, given, strict=False):
            object.__setattr__(self, name, value)
        for name in names[len(given) :]:
            if name in named:
                object.__setattr__(self, name, named.pop(name))
            elif name in defaults:
                object.__setattr__(self, name, defaults[name])
            else:
                raise TypeError(f"{kind}: {name} is missing")
        if named:
            raise TypeError(f"{kind} has no field {', '.join(named)}, or it was given twice")

    def _values(self) -> tuple[object, ...]:
        return tuple(getattr(self, name) for name in self._names)

    def __eq__(self, other: object) -> bool:
        if type(other) is not type(self):
            return NotImplemented
        return self._values() == other._values()

    def __hash__(self) -> int:
        return hash(self._values())

    def __repr__(self) -> str:
        fields = (f"{name}={getattr(self, name)!r}" for name in self._names)
        return f"{type(self).__qualname__}({', '.join(fields)})"

    def __reduce__(self) -> tuple[type, tuple[object, ...]]:
        return type(self), self._values()

    def __setattr__(self, name: str, value: object) -> None:
        raise AttributeError(f"{type(self).__name__}.{name} can't be changed")

    def __delattr__(self, name: str) -> None:
        raise AttributeError(f"{type(self).__name__}.{name} can't be taken away")


def changed(value: _Value, **fields: object) -> _Value:
    """A copy with these fields in place of its own, as `dataclasses.replace` makes it."""
    assert isinstance(value, _Frozen)
    kept = {name: getattr(value, name) for name in value._names}
    return type(value)(**kept | fields)


def _frozen(cls: type) -> type:
    """The class made anew, with a slot for each annotated name."""
    names = tuple(cls.__annotations__)
    own = {
        name: value
        for name, value in vars(cls).items()
        if name not in (*names, "__dict__", "__weakref__")
    }
    made = {
        "__qualname__": cls.__qualname__,
        "__slots__": names,
        "__match_args__": names,
        "_names": names,
        "_defaults": {name: vars(cls)[name] for name in names if name in vars(cls)},
    }
    return type(cls.__name__, (_Frozen,), own | made)


if TYPE_CHECKING:
    from typing import TypeVar, dataclass_transform

    _Class = TypeVar("_Class")
    _Value = TypeVar("_Value")

    @dataclass_transform(frozen_default=True)
    def frozen(cls: type[_Class]) -> type[_Class]:
        """A frozen class with slots, equal by value, as `@dataclass(frozen=True, slots=True)`."""
        return cls
else:
    frozen = _frozen
