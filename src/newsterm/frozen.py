"""Frozen values for what every start of the command line needs, without `dataclasses`.

A class reads as under `@dataclass(frozen=True, slots=True)`, and to a type checker it is one. But
`dataclasses` takes as long to import as Python to start, and writes and compiles the methods of
each class: for the classes of one search three times as long as the search.
"""

from __future__ import annotations

from operator import attrgetter

TYPE_CHECKING = False  # of typing, whose import can be spared, too


def _frozen(cls: type) -> type:
    """The class with slots for its annotated names, made like a dataclass, equal by value."""
    names = tuple(cls.__annotations__)
    defaults = {name: vars(cls)[name] for name in names if name in vars(cls)}
    own = {
        name: value
        for name, value in vars(cls).items()
        if name not in (*names, "__dict__", "__weakref__")
    }
    values = attrgetter(*names)

    def begin(self: object, *given: object, **named: object) -> None:
        if len(given) > len(names):
            raise TypeError(f"{cls.__name__} has {len(names)} values, {len(given)} were given")
        for name, value in zip(names, given, strict=False):
            setters[name](self, value)
        for name in names[len(given) :]:
            if name in named:
                setters[name](self, named.pop(name))
            elif name in defaults:
                setters[name](self, defaults[name])
            else:
                raise TypeError(f"{cls.__name__}: no {name} was given")
        if named:
            raise TypeError(f"{cls.__name__} has no {', '.join(named)}")

    def equals(self: object, other: object) -> bool:
        return bool(values(self) == values(other)) if type(other) is made else NotImplemented

    def refuse(self: object, name: str, *_: object) -> None:
        raise AttributeError(f"{cls.__name__}.{name} can't be changed")

    def shown(self: object) -> str:
        return f"{cls.__qualname__}({', '.join(f'{n}={getattr(self, n)!r}' for n in names)})"

    def made_of(self: object) -> tuple[type, tuple[object, ...]]:
        return made, tuple(getattr(self, name) for name in names)

    made = type(cls)(
        cls.__name__,
        cls.__bases__,
        {
            "__init__": begin,
            "__eq__": equals,
            "__hash__": lambda self: hash(values(self)),
            "__repr__": shown,
            "__reduce__": made_of,
            "__setattr__": refuse,
            "__delattr__": refuse,
            "__match_args__": names,
            "__qualname__": cls.__qualname__,
            **own,
            "__slots__": names,
        },
    )
    setters = {name: vars(made)[name].__set__ for name in names}
    return made


if TYPE_CHECKING:
    from typing import TypeVar, dataclass_transform

    _Class = TypeVar("_Class")

    @dataclass_transform(frozen_default=True)
    def frozen(cls: type[_Class]) -> type[_Class]:
        """A frozen class with slots, as `@dataclass(frozen=True, slots=True)` makes."""
        return cls
else:
    frozen = _frozen
