"""Reviews: decisions that survive reloads, conflicts, undo, files."""

from __future__ import annotations

import getpass
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from newsterm.domain.article import Article
from newsterm.domain.fact import Fact
from newsterm.errors import NewstermError, UsageError
from newsterm.services.review import (
    Decision,
    Pending,
    asked_again,
    decide_anyway,
    fact_id,
    pending_lines,
    queue,
    redo,
    review,
    undo,
)
from newsterm.services.review_files import dump, restore
from newsterm.store.review_log import ReviewConflictError
from newsterm.store.store import Store

BODY = "全市有企业30家。产值达5亿元和6亿元。到2025年，产值达到9亿元以上。"
FOUND = (
    Fact("30家", 5, 8, 30, unit="家", indicator="企业", confidence=0.9, rule="count"),
    Fact("5亿元和6亿元", 12, 19, 5e8, unit="元", indicator="产值", confidence=0.4, rule="money"),
    Fact("9亿元以上", 31, 36, 9e8, None, "元", ">=", "2025", "target", "产值", 0.6, "money"),
)


@pytest.fixture
def reload(store: Store) -> Callable[..., int]:
    """Load the article as a load does, with these facts found and this text."""

    def reload(found: tuple[Fact, ...] = FOUND, body: str = BODY) -> int:
        with store.transaction():
            article = Article(id="a", title="题", body=body, date="2024-01-17")
            number = store.articles.save(article, hash=body, file_id=None)
            store.reviews.replace_facts(number, found, body)
            store.index.drain()
        return number

    reload()
    return reload


def facts(store: Store) -> list[str]:
    number = store.articles.number("a")
    assert number is not None
    return [
        f"{fact.text} {fact.value:g}{fact.unit} {fact.indicator} {fact.confidence:g} {fact.rule}"
        for fact in store.facts.of_article(number)
    ]


def waiting(store: Store, order: str = "confidence") -> list[Pending]:
    return list(queue(store, order=order).pending)


AS_FOUND = [
    "30家 30家 企业 0.9 count",
    "5亿元和6亿元 5e+08元 产值 0.4 money",
    "9亿元以上 9e+08元 产值 0.6 money",
]
SPLIT = (
    {"text": "5亿元", "value": "500000000"},
    {"text": "6亿元", "value": "600000000", "indicator": "利润"},
)


def test_the_least_sure_comes_first(store: Store, reload: Callable[..., int]) -> None:
    found = queue(store)
    assert [pending.stored.fact.confidence for pending in found.pending] == [0.4, 0.6, 0.9]
    assert found.left == 3
    first = found.pending[0]
    assert first.sentence == "产值达5亿元和6亿元。"
    assert first.id.startswith("a:12:")
    in_text = waiting(store, order="article")
    assert [pending.stored.fact.start for pending in in_text] == [5, 12, 31]
    assert queue(store, "has:target").left == 1
    assert queue(store, "没有的词").left == 0


def decide_all(store: Store) -> None:
    count, amount, plan = waiting(store, order="article")
    assert review(store, [Decision(count.id, "accept")]) == 1
    review(store, [Decision(amount.id, "split", SPLIT)])
    review(store, [Decision(plan.id, "edit", ({"period": "2025", "value": "9.5e8"},))])


DECIDED = [
    "30家 30家 企业 1 count",
    "5亿元 5e+08元 产值 1 review",
    "6亿元 6e+08元 利润 1 review",
    "9亿元以上 9.5e+08元 产值 1 review",
]


def test_decisions_survive_that_facts_are_found_anew(
    store: Store, reload: Callable[..., int]
) -> None:
    decide_all(store)
    assert facts(store) == DECIDED
    assert queue(store).left == 0
    reload(tuple(replace(fact, indicator="别的", confidence=0.2) for fact in FOUND))
    assert facts(store) == DECIDED
    assert queue(store).left == 0


def test_decisions_follow_their_sentence(store: Store, reload: Callable[..., int]) -> None:
    decide_all(store)
    lead = "本报今日报道，另有新楼7座。\n\n"
    moved = tuple(
        replace(fact, start=fact.start + len(lead), end=fact.end + len(lead)) for fact in FOUND
    )
    new = Fact("7座", 11, 13, 7, unit="座", indicator="新楼", confidence=0.8, rule="count")
    reload((new, *moved), lead + BODY)
    assert facts(store) == ["7座 7座 新楼 0.8 count", *DECIDED]


def test_when_the_sentence_changed_they_ask_again(store: Store, reload: Callable[..., int]) -> None:
    decide_all(store)
    reload(FOUND, BODY.replace("全市有企业", "全省有企业"))
    assert facts(store) == [AS_FOUND[0], *DECIDED[1:]]
    assert [pending.stored.fact.text for pending in waiting(store)] == ["30家"]


def test_what_was_rejected_stays_away(store: Store, reload: Callable[..., int]) -> None:
    review(store, [Decision(waiting(store)[0].id, "reject")])
    assert facts(store) == [AS_FOUND[0], AS_FOUND[2]]
    reload()
    assert facts(store) == [AS_FOUND[0], AS_FOUND[2]]
    assert undo(store).count == 1
    assert facts(store) == AS_FOUND
    reload()
    assert facts(store) == AS_FOUND


def test_undo_takes_back_one_action_after_the_other(
    store: Store, reload: Callable[..., int]
) -> None:
    decide_all(store)
    assert undo(store).count == 1
    assert facts(store) == [*DECIDED[:3], AS_FOUND[2]]
    assert undo(store).count == 1
    assert undo(store).count == 1
    assert facts(store) == AS_FOUND
    assert queue(store).left == 3
    assert undo(store).count == 0


def test_an_edit_of_an_edit_is_undone_to_the_first(
    store: Store, reload: Callable[..., int]
) -> None:
    plan = waiting(store, order="article")[2]
    review(store, [Decision(plan.id, "edit", ({"indicator": "总产值"},))])
    number = reload()
    with pytest.raises(ReviewConflictError, match="meanwhile") as refused:
        review(store, [Decision(plan.id, "reject")])
    again = refused.value.hint.rpartition(" ")[2]
    review(store, [Decision(again, "edit", ({"indicator": "工业产值"},))])
    assert facts(store)[2] == "9亿元以上 9e+08元 工业产值 1 review"
    undo(store)
    assert facts(store)[2] == "9亿元以上 9e+08元 总产值 1 review"
    reload()
    assert facts(store)[2] == "9亿元以上 9e+08元 总产值 1 review"
    assert [each.decision for each in store.reviews.of_article(number)] == ["edit"]


def test_two_reviewers_never_overwrite_each_other(store: Store, reload: Callable[..., int]) -> None:
    mine = waiting(store)[0]
    with store.transaction():
        theirs = replace(mine.stored.fact, indicator="总产值", confidence=1.0)
        store.reviews.decide(
            mine.stored.article_id,
            mine.stored.fact,
            "edit",
            [theirs],
            change=1,
            who="她",
            at="2024-02-01T00:00:00Z",
        )
    with pytest.raises(ReviewConflictError, match="她 decided on '5亿元和6亿元' at 2024-02-01"):
        review(store, [Decision(mine.id, "accept")])
    with pytest.raises(ReviewConflictError, match="她 decided on '5亿元和6亿元' at 2024-02-01"):
        review(store, [Decision("a:12", "reject")])
    with (
        pytest.raises(ReviewConflictError, match=r"她 decided on '5亿元和6亿元' at 2024-02-01"),
        store.transaction(),
    ):
        store.reviews.decide(
            mine.stored.article_id, mine.stored.fact, "reject", [], change=2, who="他", at="now"
        )
    assert facts(store)[1] == "5亿元和6亿元 5e+08元 总产值 1 money"
    assert undo(store).count == 0, "another's decision is not mine to undo"
    assert undo(store, anyone=True).count == 1


def by_another(
    store: Store, pending: Pending, decision: str, *after: Fact, change: int = 9
) -> None:
    """Somebody else decides on a fact as it was shown."""
    with store.transaction():
        store.reviews.decide(
            pending.stored.article_id,
            pending.stored.fact,
            decision,
            after,
            change=change,
            who="她",
            at="2099-02-01T00:00:00Z",
        )


def test_who_was_told_may_decide_in_another_s_place(
    store: Store, reload: Callable[..., int]
) -> None:
    first, second, _ = waiting(store)
    by_another(store, first, "reject")
    with pytest.raises(ReviewConflictError) as refused:
        review(store, [Decision(first.id, "accept")])
    assert refused.value.decided is not None
    assert (refused.value.decided.who, refused.value.decided.review.decision) == ("她", "reject")
    decide_anyway(store, first, Decision(first.id, "accept"))
    assert facts(store)[1] == "5亿元和6亿元 5e+08元 产值 1 money"
    assert undo(store).count == 1
    assert facts(store) == [AS_FOUND[0], AS_FOUND[2]], "hers holds again"
    by_another(store, second, "edit", replace(second.stored.fact, indicator="总产值"), change=10)
    decide_anyway(store, second, Decision(second.id, "reject"))
    assert facts(store) == [AS_FOUND[0]]
    reload()
    assert facts(store) == [AS_FOUND[0]]


def test_what_another_decided_since_is_not_undone(store: Store, reload: Callable[..., int]) -> None:
    first = waiting(store)[0]
    review(store, [Decision(first.id, "edit", ({"indicator": "总产值"},))])
    mine = store.reviews.at("a", first.stored.fact.start)
    assert mine is not None
    by_another(store, replace(first, stored=mine), "reject", change=7)
    before = facts(store)
    with pytest.raises(ReviewConflictError, match="她 decided on '5亿元和6亿元' at 2099-02-01"):
        undo(store)
    assert facts(store) == before == [AS_FOUND[0], AS_FOUND[2]]


def test_redo_goes_forward_step_by_step(store: Store, reload: Callable[..., int]) -> None:
    decide_all(store)
    for _ in range(3):
        undo(store)
    for expected in (
        [DECIDED[0], *AS_FOUND[1:]],
        [*DECIDED[:3], AS_FOUND[2]],
        DECIDED,
    ):
        done = redo(store)
        assert done.count == 1
        assert facts(store) == expected
    assert redo(store).count == 0
    reload()
    assert facts(store) == DECIDED


def test_after_a_new_decision_there_is_nothing_to_redo(
    store: Store, reload: Callable[..., int]
) -> None:
    review(store, [Decision(waiting(store)[0].id, "reject")])
    assert [pending.stored.fact.text for pending in undo(store).pending] == ["5亿元和6亿元"]
    review(store, [Decision(waiting(store)[2].id, "accept")])
    assert redo(store).count == 0
    assert facts(store) == [DECIDED[0], *AS_FOUND[1:]]


def test_redo_stops_where_another_has_decided(store: Store, reload: Callable[..., int]) -> None:
    first = waiting(store)[0]
    review(store, [Decision(first.id, "accept")])
    undo(store)
    by_another(store, first, "reject")
    with pytest.raises(ReviewConflictError, match="她 decided"):
        redo(store)


def test_an_edit_that_moved_is_undone_edit_by_edit(
    store: Store, reload: Callable[..., int]
) -> None:
    first = waiting(store)[0]
    review(store, [Decision(first.id, "edit", ({"text": "6亿元", "value": "6e8"},))])
    moved = next(each for each in facts(store) if each.startswith("6亿元"))
    stored = store.reviews.at("a", BODY.index("6亿元"))
    assert stored is not None
    review(store, [Decision(fact_id(stored), "edit", ({"indicator": "利润"},))])
    undo(store)
    assert facts(store)[1] == moved
    assert queue(store).left == 2, "the first edit still decides on it"
    undo(store)
    assert facts(store) == AS_FOUND


def test_a_changed_sentence_shows_what_was_decided_and_on_which_words(
    store: Store, reload: Callable[..., int]
) -> None:
    decide_all(store)
    reload(FOUND, BODY.replace("全市有企业", "全省有企业"))
    [pending] = waiting(store)
    assert pending.before is not None
    assert pending.before.review.decision == "accept"
    assert pending.before.review.binding.quote == "全市有企业30家。"
    assert pending.sentence == "全省有企业30家。"
    assert asked_again(pending.before) in pending_lines(pending)[-1]
    assert getpass.getuser() in pending_lines(pending)[-1]


def test_what_is_asked_again_comes_first_and_once(store: Store, reload: Callable[..., int]) -> None:
    count = waiting(store, order="article")[0]
    review(store, [Decision(count.id, "reject")])
    reload(FOUND, BODY.replace("全市有企业", "全省有企业"))
    assert [each.stored.fact.text for each in waiting(store)] == [
        "30家",
        "5亿元和6亿元",
        "9亿元以上",
    ]
    assert [each.stored.fact.text for each in queue(store, first=1, count=1).pending] == [
        "5亿元和6亿元"
    ]
    review(store, [Decision(waiting(store)[0].id, "reject")])
    assert [each.before for each in waiting(store)] == [None, None]
    undo(store)
    assert [each.before is None for each in waiting(store)] == [False, True, True]


def test_the_parts_of_a_split_say_their_own_numbers(
    store: Store, reload: Callable[..., int]
) -> None:
    parts = ({"text": "5亿元"}, {"text": "6亿元", "indicator": "利润"})
    review(store, [Decision(waiting(store)[0].id, "split", parts)])
    assert facts(store)[1:3] == DECIDED[1:3]


def test_the_sentences_around_are_shown_too(store: Store, reload: Callable[..., int]) -> None:
    first = waiting(store)[0]
    assert first.context == BODY
    assert first.context_offset == 0
    assert first.sentence == "产值达5亿元和6亿元。"


def test_all_decisions_of_an_action_or_none(store: Store, reload: Callable[..., int]) -> None:
    first, second, _ = waiting(store)
    with pytest.raises(ReviewConflictError):
        review(store, [Decision(first.id, "accept"), Decision("a:1", "accept")])
    assert facts(store) == AS_FOUND
    assert review(store, [Decision(first.id, "accept"), Decision(second.id, "reject")]) == 2
    assert undo(store).count == 2
    assert facts(store) == AS_FOUND


@pytest.mark.parametrize(
    ("decision", "slots", "said"),
    [
        ("edit", {"value": "many"}, "no number"),
        ("edit", {"period": "soon"}, "none of 2025"),
        ("edit", {"status": "maybe"}, "none of actual target"),
        ("edit", {"colour": "red"}, "unknown key"),
        ("edit", {"indicator": ""}, "indicator is missing"),
        ("edit", {"value": "5", "value_high": "4"}, "not above value"),
        ("edit", {"text": "30家"}, "exactly once in the sentence"),
        ("split", {"text": "5亿元"}, "at least two parts"),
    ],
)
def test_slots_that_do_not_fit(
    store: Store, reload: Callable[..., int], decision: str, slots: dict[str, str], said: str
) -> None:
    with pytest.raises(NewstermError, match=said):
        review(store, [Decision(waiting(store)[0].id, decision, (slots,))])
    assert facts(store) == AS_FOUND


def test_parts_that_overlap_are_refused(store: Store, reload: Callable[..., int]) -> None:
    parts = ({"text": "5亿元和6亿元"}, {"text": "6亿元"})
    with pytest.raises(NewstermError, match="overlap"):
        review(store, [Decision(waiting(store)[0].id, "split", parts)])
    with pytest.raises(UsageError, match="is no fact"):
        review(store, [Decision("a", "accept")])


def test_a_facts_file_that_says_otherwise_wins(store: Store, reload: Callable[..., int]) -> None:
    decide_all(store)
    told = replace(FOUND[2], indicator="总产值", confidence=1.0, rule="file")
    reload((*FOUND[:2], told))
    assert facts(store)[3] == "9亿元以上 9e+08元 总产值 1 file"


def test_decisions_go_to_files_and_come_back(
    store: Store, reload: Callable[..., int], tmp_path: Path
) -> None:
    count, amount, plan = waiting(store, order="article")
    review(store, [Decision(count.id, "reject"), Decision(amount.id, "split", SPLIT)])
    review(store, [Decision(plan.id, "accept")])
    decided = facts(store)
    report = dump(store, tmp_path / "out")
    assert (report.decisions, report.failures) == (3, ())
    [path] = report.files
    assert path.name == "a.facts.yaml"
    for _ in range(2):
        undo(store)
    assert facts(store) == AS_FOUND
    restored = restore(store, [path], who=getpass.getuser())
    assert (restored.decisions, restored.failures) == (3, ())
    assert [line.rsplit(" ", 1)[0] for line in facts(store)] == [
        line.rsplit(" ", 1)[0] for line in decided
    ]
    reload()
    assert queue(store).left == 0
    assert undo(store).count == 3
    assert facts(store) == AS_FOUND


def test_a_file_that_can_t_be_restored_is_named(
    store: Store, reload: Callable[..., int], tmp_path: Path
) -> None:
    other = tmp_path / "nobody.facts.yaml"
    other.write_text("facts: []\n", encoding="utf-8")
    wrong = tmp_path / "a.facts.yaml"
    wrong.write_text('facts:\n- quote: "没有这句话"\n  reject: "true"\n', encoding="utf-8")
    restored = restore(store, [other, wrong], who="me")
    assert restored.decisions == 0
    assert [str(failure) for failure in restored.failures] == [
        f"{other}: no article 'nobody'",
        f"{wrong}:2: quote: '没有这句话' stands nowhere in the body",
    ]
