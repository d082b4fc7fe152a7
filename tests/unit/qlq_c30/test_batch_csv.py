from __future__ import annotations

from pathlib import Path

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from diary_app.common.errors import DoesNotFit
from diary_app.qlq_c30.batch import csv_source, score_file
from diary_app.qlq_c30.scales import CODES
from tests.support import often

from .oracle import FORMS, scores
from .table_files import ITEMS, TWOS, close, csv_text, numbers, put, rows_of, scored


def test_the_thousand_forms_match_with_identical_blanks(tmp_path: Path) -> None:
    summary = score_file(FORMS, tmp_path / "out.csv")
    rows = rows_of(tmp_path / "out.csv")
    wanted = scores()
    assert list(rows[0]) == ["id", *CODES]
    assert [row["id"] for row in rows] == list(wanted)
    assert all(close(numbers(row), wanted[row["id"]]) for row in rows)
    assert (summary.rows, summary.scored, summary.rejected) == (1000, 1000, 0)


@pytest.mark.slow
@pytest.mark.parametrize("block", [6_000, 40_000])
def test_blocks_of_any_size_give_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, block: int
) -> None:
    score_file(FORMS, tmp_path / "whole.csv")
    monkeypatch.setattr(csv_source, "BLOCK_BYTES", block)
    monkeypatch.setattr(csv_source, "BLOCK_ROWS", 7)
    score_file(FORMS, tmp_path / "blocks.csv")
    assert (tmp_path / "blocks.csv").read_bytes() == (tmp_path / "whole.csv").read_bytes()
    quoted = csv_text([(f'"{i}"', *TWOS) for i in range(40)])
    score_file(put(tmp_path / "quoted.csv", quoted), tmp_path / "quoted-out.csv")
    assert [row["id"] for row in rows_of(tmp_path / "quoted-out.csv")] == [f'"{i}"' for i in range(40)]


@pytest.mark.parametrize("spelling", ["2", "2.0", "2.", " 2", "02", "+2", "2.00 "])
def test_two_is_two_however_it_is_spelled(tmp_path: Path, spelling: str) -> None:
    cells = [spelling] * 28 + ["4.0", "4"]
    score_file(put(tmp_path / "in.csv", csv_text([("a", *cells), ("b", *TWOS)])), tmp_path / "out.csv")
    found = [numbers(row) for row in rows_of(tmp_path / "out.csv")]
    assert close(found[0], scored(TWOS))
    assert found[0] == found[1]


@pytest.mark.parametrize("blank", ["", "NA", "NaN", "nan", "null", " ", "na"])
def test_blanks_are_missing(tmp_path: Path, blank: str) -> None:
    cells = [blank, "2", "", "2", "2", *TWOS[5:]]
    score_file(put(tmp_path / "in.csv", csv_text([("a", *cells)])), tmp_path / "out.csv")
    assert close(numbers(rows_of(tmp_path / "out.csv")[0]), scored(["", "2", "", "2", "2", *TWOS[5:]]))


def test_a_row_without_any_answer_is_blank_and_not_0(tmp_path: Path) -> None:
    score_file(put(tmp_path / "in.csv", csv_text([("a", *[""] * 30)])), tmp_path / "out.csv")
    assert (tmp_path / "out.csv").read_text() == f"id,{','.join(CODES)}\na{',' * 16}\n"


def test_marks_count_as_missing_only_when_declared(tmp_path: Path) -> None:
    cells = ["9", "99", "9.0", *TWOS[3:]]
    source = put(tmp_path / "in.csv", csv_text([("a", *cells)]))
    with pytest.raises(DoesNotFit, match=r"Line 2, column q1: '?9'? is no answer"):
        score_file(source, tmp_path / "out.csv")
    score_file(source, tmp_path / "out.csv", missing=["9", "99"])
    assert numbers(rows_of(tmp_path / "out.csv")[0])["PF2"] is None


CARRIED = [
    "007",
    "2026-01-05",
    "1e5",
    'say "no"',
    "a,b",
    "two\nlines",
    "two\r\nlines",
    "a\rb",
    " x ",
    "=1+1",
    "NA",
    "é 中",
]


@pytest.mark.parametrize("end", ["\n", "\r\n"])
@pytest.mark.parametrize("bom", [b"", b"\xef\xbb\xbf"])
def test_carried_text_is_unchanged(tmp_path: Path, end: str, bom: bytes) -> None:
    rows = [(text, *TWOS, f"{text} {i}") for i, text in enumerate(CARRIED)]
    text = csv_text(rows, ("id", *ITEMS, "note"), lineterminator=end)
    score_file(put(tmp_path / "in.csv", bom + text.encode()), tmp_path / "out.csv")
    found = rows_of(tmp_path / "out.csv")
    assert list(found[0]) == ["id", "note", *CODES]
    assert [(row["id"], row["note"]) for row in found] == [(row[0], row[-1]) for row in rows]


@pytest.mark.slow
@pytest.mark.parametrize("other", ["b", "b\nb"], ids=["plain", "strict"])
def test_an_empty_cell_is_carried_as_an_empty_cell(tmp_path: Path, other: str) -> None:
    source = put(tmp_path / "in.csv", csv_text([("", *TWOS), (other, *TWOS)]))
    score_file(source, tmp_path / "out.csv")
    assert (tmp_path / "out.csv").read_text().splitlines()[1].startswith(",50.0,")
    score_file(source, tmp_path / "out.parquet")
    assert pl.read_parquet(tmp_path / "out.parquet")["id"].to_list() == [None, other]


def test_item_columns_may_stand_anywhere_and_in_any_order(tmp_path: Path) -> None:
    cells = [str(n % 4 + 1) for n in range(28)] + ["7", "1"]
    source = csv_text([(*reversed(cells[:15]), "a", *cells[15:])], (*reversed(ITEMS[:15]), "id", *ITEMS[15:]))
    score_file(put(tmp_path / "in.csv", source), tmp_path / "out.csv")
    assert close(numbers(rows_of(tmp_path / "out.csv")[0]), scored(cells))


def test_items_are_kept_as_they_were_written_when_asked(tmp_path: Path) -> None:
    cells = ["02", "+3", " 4", *TWOS[3:]]
    score_file(put(tmp_path / "in.csv", csv_text([("a", *cells)])), tmp_path / "out.csv", keep_items=True)
    row = rows_of(tmp_path / "out.csv")[0]
    assert list(row) == ["id", *ITEMS, *CODES]
    assert [row[name] for name in ITEMS] == cells


def test_a_prefix_tells_the_scores_from_a_carried_column(tmp_path: Path) -> None:
    source = put(tmp_path / "in.csv", csv_text([("a", *TWOS)], ("FA", *ITEMS)))
    with pytest.raises(DoesNotFit, match="a column FA already"):
        score_file(source, tmp_path / "out.csv")
    score_file(source, tmp_path / "out.csv", prefix="s_")
    assert list(rows_of(tmp_path / "out.csv")[0]) == ["FA", *(f"s_{code}" for code in CODES)]


def test_columns_with_the_same_name_are_carried(tmp_path: Path) -> None:
    source = put(tmp_path / "in.csv", csv_text([("a", "b", *TWOS, "c")], ("", "x", *ITEMS, "x")))
    score_file(source, tmp_path / "out.csv")
    assert (tmp_path / "out.csv").read_text().splitlines()[0].startswith(",x,x,QL2")
    assert (tmp_path / "out.csv").read_text().splitlines()[1].startswith("a,b,c,50.0")
    with pytest.raises(DoesNotFit, match="two columns with the name 'x'"):
        score_file(source, tmp_path / "out.parquet")


def test_a_file_with_its_header_only_gives_a_header_only(tmp_path: Path) -> None:
    for head in (csv_text([]), csv_text([]).rstrip("\n")):
        assert score_file(put(tmp_path / "in.csv", head), tmp_path / "out.csv").rows == 0
        assert (tmp_path / "out.csv").read_text() == f"id,{','.join(CODES)}\n"


def test_empty_lines_are_no_rows(tmp_path: Path) -> None:
    line = ",".join(["a", *TWOS])
    text = csv_text([]) + f"\n{line}\n\n\n{line}\n\n"
    assert score_file(put(tmp_path / "in.csv", text), tmp_path / "out.csv").rows == 2


# -- where it is -------------------------------------------------------------


@pytest.mark.parametrize("bad", ["0", "5", "8", "2.5", "x", "True", "-1", "1e0", "9"])
def test_what_does_not_fit_is_named_with_line_column_and_value(tmp_path: Path, bad: str) -> None:
    rows = [(f"s{i}", *TWOS) for i in range(50)]
    rows[30] = ("s30", *TWOS[:16], bad, *TWOS[17:])
    with pytest.raises(DoesNotFit) as caught:
        score_file(put(tmp_path / "in.csv", csv_text(rows)), tmp_path / "out.csv")
    assert str(caught.value).replace("'", "") == (
        f"Line 32, column q17: {bad} is no answer; whole numbers from 1 to 4 fit."
    )
    assert not (tmp_path / "out.csv").exists()


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_lines_are_physical_lines_of_the_file(tmp_path: Path, end: str) -> None:
    before = csv_text(
        [(f"three{end}lines{end}here", *TWOS), ("an empty line follows", *TWOS)], lineterminator=end
    )
    text = before + end + ",".join(["b", "8", *TWOS[1:]]) + end
    with pytest.raises(DoesNotFit, match="Line 7, column q1: '8' is no answer"):
        score_file(put(tmp_path / "in.csv", text), tmp_path / "out.csv")


def test_a_header_of_several_lines_counts(tmp_path: Path) -> None:
    text = csv_text([("a", "8", *TWOS[1:])], ("first\nsecond", *ITEMS))
    with pytest.raises(DoesNotFit, match="Line 3, column q1"):
        score_file(put(tmp_path / "in.csv", text), tmp_path / "out.csv")


def test_the_first_misfit_of_the_file_is_named_also_across_columns(tmp_path: Path) -> None:
    rows = [("a", *TWOS), ("b", *TWOS[:29], "8"), ("c", "8", *TWOS[1:])]
    with pytest.raises(DoesNotFit, match="Line 3, column q30"):
        score_file(put(tmp_path / "in.csv", csv_text(rows)), tmp_path / "out.csv")
    turned = ("q9", "q2", *(name for name in ITEMS if name not in ("q9", "q2")))
    put(tmp_path / "in.csv", csv_text([("x", "y", *TWOS[2:])], turned))
    with pytest.raises(DoesNotFit, match="Line 2, column q9: 'x'"):
        score_file(tmp_path / "in.csv", tmp_path / "out.csv")


@pytest.mark.parametrize("cells", [["2"] * 29, ["2"] * 31, ["2"]])
def test_a_row_of_another_length_is_refused(tmp_path: Path, cells: list[str]) -> None:
    text = csv_text([("a", *TWOS), ("b", *cells), ("c", *TWOS)])
    with pytest.raises(DoesNotFit, match=f"Line 3 has {len(cells) + 1} cells; the first line names 31"):
        score_file(put(tmp_path / "in.csv", text), tmp_path / "out.csv")


def test_a_short_and_a_long_row_do_not_make_up_for_each_other(tmp_path: Path) -> None:
    text = csv_text([("a", *TWOS[:-1]), ("b", *TWOS, "9")])
    with pytest.raises(DoesNotFit, match="Line 2 has 30 cells"):
        score_file(put(tmp_path / "in.csv", text), tmp_path / "out.csv")


def test_rejects_lists_the_bad_rows_and_scores_the_good_ones(tmp_path: Path) -> None:
    rows = [
        ("a", *TWOS),
        ("b\nb", "8", "x", *TWOS[2:]),
        ("c", *TWOS[:5]),
        ("d", *TWOS),
        ("e", *TWOS[:28], "-1", "=cmd()"),
    ]
    source = put(tmp_path / "in.csv", csv_text(rows))
    summary = score_file(source, tmp_path / "out.csv", rejects=tmp_path / "bad.csv")
    assert [row["id"] for row in rows_of(tmp_path / "out.csv")] == ["a", "d"]
    assert (summary.rows, summary.scored, summary.rejected) == (5, 2, 3)
    assert [tuple(row.values()) for row in rows_of(tmp_path / "bad.csv")] == [
        ("3", "q1", "8", "no answer; whole numbers from 1 to 4 fit"),
        ("3", "q2", "x", "no answer; whole numbers from 1 to 4 fit"),
        ("5", "", "", "6 cells where 31 are named"),
        ("7", "q29", "-1", "no answer; whole numbers from 1 to 7 fit"),
        ("7", "q30", "'=cmd()", "no answer; whole numbers from 1 to 7 fit"),
    ]


def test_a_reject_list_of_a_good_file_is_empty(tmp_path: Path) -> None:
    put(tmp_path / "bad.csv", "old")
    score_file(FORMS, tmp_path / "out.csv", rejects=tmp_path / "bad.csv")
    assert (tmp_path / "bad.csv").read_text() == "line,column,value,reason\n"


# -- what is no CSV ------------------------------------------------------------


@pytest.mark.parametrize(
    ("content", "wanted"),
    [
        (b"", "in.csv is empty"),
        (b"\xef\xbb\xbf", "in.csv is empty"),
        (b"\n\n", "in.csv is empty"),
        (csv_text([("a", *TWOS)], delimiter=";"), "not separated by commas"),
        (csv_text([("a", *TWOS)], delimiter="\t"), "not separated by commas"),
        (csv_text([("b", *TWOS)], ("a", *TWOS)), "first line of in.csv holds values"),
        (csv_text([("a", *TWOS)]).encode("utf-16"), r"not UTF-8 text \(line 1\)"),
        (csv_text([("a", *TWOS), ("é", *TWOS)]).encode("latin-1"), r"not UTF-8 text \(line 3\)"),
        (csv_text([("a\0", *TWOS)]), r"not UTF-8 text \(line 2\)"),
        (csv_text([("a", *TWOS)]) + '"b,1\n', "not well-formed CSV from line 3 on"),
        (csv_text([("a", *TWOS)]) + '"b"c,1\n', "not well-formed CSV from line 3 on"),
        (csv_text([("a", *TWOS)], lineterminator="\r"), "not well-formed CSV from line 1 on"),
        ("id,name\n1,2\n", "There are no columns q1 to q30"),
    ],
    ids=["empty", "bom", "newlines", "semicolon", "tab", "no-header", "utf-16", "latin-1", "nul",
         "open-quote", "stray-quote", "old-mac", "other-table"],
)  # fmt: skip
def test_what_is_no_such_csv_is_refused_in_one_sentence(
    tmp_path: Path, content: str | bytes, wanted: str
) -> None:
    put(tmp_path / "out.csv", "before")
    with pytest.raises(DoesNotFit, match=wanted) as caught:
        score_file(put(tmp_path / "in.csv", content), tmp_path / "out.csv", rejects=tmp_path / "bad.csv")
    assert "\n" not in str(caught.value)
    assert (tmp_path / "out.csv").read_text() == "before"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["in.csv", "out.csv"]


# -- any table -----------------------------------------------------------------

texts = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=8)
cells = st.sampled_from(["1", "2", "3", "4", "", "NA", "2.0", " 3"])


@pytest.mark.slow
@settings(max_examples=often(10))
@given(
    st.lists(st.tuples(texts, st.lists(cells, min_size=30, max_size=30)), min_size=1, max_size=8),
    st.booleans(),
)
def test_any_text_beside_the_items_comes_through(
    tmp_path_factory: pytest.TempPathFactory, table: list[tuple[str, list[str]]], plain: bool
) -> None:
    folder = tmp_path_factory.mktemp("any")
    rows = [(text if not plain else text.encode().hex(), *answers) for text, answers in table]
    score_file(put(folder / "in.csv", csv_text(rows)), folder / "out.csv")
    found = rows_of(folder / "out.csv")
    assert [row["id"] for row in found] == [row[0] for row in rows]
    for row, (_, answers) in zip(found, table, strict=True):
        plainly = [{"NA": "", "2.0": "2", " 3": "3"}.get(cell, cell) for cell in answers]
        assert close(numbers(row), scored(plainly))


def test_a_table_of_items_only_is_scored(tmp_path: Path) -> None:
    score_file(put(tmp_path / "in.csv", csv_text([TWOS], ITEMS)), tmp_path / "out.csv")
    assert close(numbers(rows_of(tmp_path / "out.csv")[0]), scored(TWOS))


def test_an_item_may_be_called_like_a_score(tmp_path: Path) -> None:
    names = [f"QL{n}" for n in range(1, 31)]
    score_file(put(tmp_path / "in.csv", csv_text([TWOS], names)), tmp_path / "out.csv", items="QL{n}")
    assert close(numbers(rows_of(tmp_path / "out.csv")[0]), scored(TWOS))
