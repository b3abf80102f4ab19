"""What a user would lose if batches failed them: the run that was to be resumed, or the purpose that was stated."""

from domain.mandate import Mandate
from store.batches import find_or_add_batch
from store.database import Database
from tests.store.samples import AT, add_file


def test_the_same_files_in_the_same_order_are_the_same_batch(db: Database) -> None:
    one, two = add_file(db, "1.csv", 1), add_file(db, "2.csv", 1)
    both = find_or_add_batch(db, [one, two], Mandate(), AT)
    assert find_or_add_batch(db, [one, two], Mandate(), AT) == both
    assert (
        len({both, find_or_add_batch(db, [two, one], Mandate(), AT), find_or_add_batch(db, [one], Mandate(), AT)}) == 3
    )


def test_another_purpose_is_another_batch_and_none_is_any(db: Database) -> None:
    one = add_file(db, "1.csv", 1)
    intake = find_or_add_batch(db, [one], Mandate("intake"), AT)
    follow_up = find_or_add_batch(db, [one], Mandate("follow-up"), AT)
    assert intake != follow_up
    assert find_or_add_batch(db, [one], Mandate("intake"), AT) == intake
    assert find_or_add_batch(db, [one], Mandate(), AT) == follow_up, "the latest"


def test_a_file_named_twice_is_screened_once(db: Database) -> None:
    one, two = add_file(db, "1.csv", 1), add_file(db, "2.csv", 1)
    assert find_or_add_batch(db, [one, two, one], Mandate(), AT) == find_or_add_batch(db, [one, two], Mandate(), AT)
