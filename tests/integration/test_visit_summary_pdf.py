"""The visit summary's PDF, read back with a PDF reader and compared with the data it was made from."""

from __future__ import annotations

import time
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest

from diary_app.charts.day_marks import STATE_WORDS, DayMark
from diary_app.charts.dose_calendar import CycleRow, DayCell
from diary_app.charts.heat_map import SymptomRow
from diary_app.charts.legend import SEVERITY_WORDS
from diary_app.common.i18n import Translator, translator
from diary_app.qlq_c30.scales import score_name
from diary_app.reports.dose_sections import CalendarSection, DoseSpan, DoseSpanKind, OddDay, OddKind
from diary_app.reports.formats import change_text, date_text, mg_text, place_span, score_text, span_text
from diary_app.reports.pages.cards import cards
from diary_app.reports.pages.odd_days import ODD_WORDS, odd_text
from diary_app.reports.pages.parts import HEIGHT, MARGIN, WIDTH
from diary_app.reports.pages.qlq_table import change_words
from diary_app.reports.pages.side_column import span_amount
from diary_app.reports.pages.talk_list import item_texts
from diary_app.reports.summary import (
    FormRef,
    KeyFigures,
    PatientNote,
    PressureSection,
    QlqSection,
    ScaleRow,
    ScoreFigure,
    VisitSummary,
)
from diary_app.reports.symptom_sections import SymptomSection, symptom_section
from diary_app.reports.talk import talk_items
from tests.unit.reports.example import START, at, example, plan_day, shown_days
from tests.unit.reports.reading import Read, bare, read

EN = translator("en")
LANGUAGES = ("en", "zh_CN")


def tr_of(language: str) -> Translator:
    return translator(language)


@pytest.fixture(scope="module")
def both() -> dict[str, tuple[VisitSummary, Translator, Read]]:
    """The example read back in both languages."""
    made = {}
    for language in LANGUAGES:
        summary, tr = example(language), tr_of(language)
        made[language] = (summary, tr, read(summary, tr))
    return made


@pytest.fixture(params=LANGUAGES)
def case(
    request: pytest.FixtureRequest, both: dict[str, tuple[VisitSummary, Translator, Read]]
) -> tuple[VisitSummary, Translator, Read]:
    return both[request.param]


Case = tuple[VisitSummary, Translator, Read]


@pytest.mark.slow
def test_header_and_footer_stand_on_every_page(case: Case) -> None:
    summary, tr, pdf = case
    count = len(pdf.pages)
    for number, page in enumerate(pdf.pages, start=1):
        text = bare(page)
        for words in (
            summary.header.study,
            summary.header.participant,
            span_text(summary.header.period_from, summary.header.period_to, tr),
            tr("Page {page} of {pages}", page=number, pages=count),
            summary.footer.program_version,
            summary.footer.protocol,
            summary.footer.wording,
            tr("For the care team. Not a diagnosis."),
            "SAMPLE",
        ):
            assert bare(words) in text, (number, words)
        for head in summary.footer.heads:
            assert str(head.seq) in text
            assert head.digest[:12] in text


def test_title_language_and_outline(case: Case) -> None:
    summary, tr, pdf = case
    assert pdf.reader.metadata is not None
    assert pdf.reader.metadata.title == tr("Visit summary {participant}", participant="S003-007")
    assert pdf.reader.trailer["/Root"]["/Lang"] == summary.header.language.replace("_", "-")  # type: ignore[index]
    pages = [pdf.reader.get_destination_page_number(entry) for entry in pdf.reader.outline]  # type: ignore[arg-type]
    assert pages == [0, 1]


def test_fonts_are_embedded_and_none_is_built_in(case: Case) -> None:
    fonts = case[2].fonts()
    assert all(fonts.values()), fonts
    names = {name.split("+")[1].split("-")[0] for name in fonts}
    assert names == {"Inter", "NotoSansSC"}


def test_nothing_is_smaller_than_eight_points_and_nothing_leaves_the_margins(case: Case) -> None:
    for piece in case[2].pieces:
        assert piece.size >= 7.99, piece
        assert MARGIN - 1 <= piece.x <= WIDTH - MARGIN, piece
        assert 20 <= piece.y <= HEIGHT - MARGIN, piece


def test_key_figures(case: Case) -> None:
    summary, tr, pdf = case
    first = bare(pdf.pages[0])
    for card in cards(summary, tr):
        for words in (card.title, card.figure, *card.lines):
            assert bare(words) in first, words
    adherence = summary.figures.adherence
    assert adherence is not None
    for number in ("97.3%", "110", "113", "85.8–86.5%", "1,204", "1,392", "162/101", "75.0", "−2.4"):
        assert number in first


def test_every_item_to_talk_about(case: Case) -> None:
    summary, tr, pdf = case
    for item in summary.talk:
        for words, _ in item_texts(item, tr):
            assert bare(words) in bare(pdf.pages[0]), words


def test_every_score_and_change(case: Case) -> None:
    summary, tr, pdf = case
    first = bare(pdf.pages[0])
    assert len(summary.qlq.rows) == 16
    for row in summary.qlq.rows:
        numbers = [score_text(value) for value in (row.baseline, row.previous, row.now)]
        mark = "◆" if row.beyond_threshold else ""
        line = "".join([tr(score_name(row.code)), *numbers, mark, change_words(row, tr)])
        assert bare(line) in first, row.code
    fatigue = next(row for row in summary.qlq.rows if row.code == "FA")
    assert (score_text(fatigue.baseline), score_text(fatigue.now), change_text(fatigue.change)) == (
        "33.3",
        "55.6",
        "+22.2",
    )


def test_both_directions_are_said_in_words(case: Case) -> None:
    _, tr, pdf = case
    for words in (
        "Higher is better",
        "Lower is better",
        "A higher line is better. A gap: no form, or a scale is blank.",
    ):
        assert pdf.has(tr(words))


def test_dose_history_and_calendar(case: Case) -> None:
    summary, tr, pdf = case
    for span in summary.dose_history:
        assert pdf.has(span_amount(span, tr))
    text = bare("".join(pdf.pages[1:]))
    for row in summary.calendar.cycles:
        count = tr("{taken} of {due}", taken=row.taken, due=row.due)
        line = tr("Cycle {n}", n=row.cycle) + row.dose + count
        letters = {DayMark.LATE: "L", DayMark.NOT_RECORDED: "?"}
        glyphs = "".join(letters.get(cell.state, "") for cell in row.cells)
        assert bare(line + glyphs) in text, row.cycle
    assert bare(tr("from day {n}", n=22)) in text
    for state in DayMark:
        if state is not DayMark.DUE:
            assert bare(tr(STATE_WORDS[state])) in text


def test_every_day_that_was_not_as_planned(case: Case) -> None:
    summary, tr, pdf = case
    for odd in summary.odd_days:
        line = "".join(
            [
                span_text(odd.first.day, odd.last.day, tr),
                place_span(odd.first, odd.last, tr),
                tr(ODD_WORDS[odd.kind]),
                odd_text(odd, tr),
            ]
        )
        assert pdf.has(line), line
    for late in summary.late_entries:
        assert pdf.has(late.day.place(tr))


def test_every_symptom_by_day_and_by_cycle(case: Case) -> None:
    summary, tr, pdf = case
    for row in summary.symptoms.rows:
        digits = "".join(str(grade) for grade in row.grades if grade is not None)
        assert pdf.has(row.name + digits), row.name
    for worst in summary.symptoms.worst:
        cells = [
            f"{cell.worst} {tr(SEVERITY_WORDS[cell.worst or 0])}"
            + tr("{days} of {recorded}", days=cell.days_with, recorded=cell.days_recorded)
            for cell in worst.cells
        ]
        assert pdf.has(worst.name + "".join(cells)), worst
    for name in summary.symptoms.absent:
        assert pdf.has(tr("0 on every day recorded: {names}.", names=name))


def test_notes_are_there_when_ticked_and_gone_when_not(case: Case) -> None:
    summary, tr, pdf = case
    for note in summary.notes:
        assert pdf.has(note.text)
    without = read(replace(summary, notes=()), tr)
    assert not without.has(tr("In the participant\u2019s words"))
    for note in summary.notes:
        assert not without.has(note.text)


def test_real_data_carry_no_sample_mark() -> None:
    assert not read(example(sample=False), EN).has("SAMPLE")


@pytest.mark.slow
def test_unofficial_wording_is_named_and_licensed_wording_is_not() -> None:
    summary = example()
    assert read(summary, EN).text.count("unofficialwording") >= 2
    forms = {
        name: replace(form, wording="eortc-en 3.0", unofficial=False)
        for name in ("baseline", "previous", "now")
        if isinstance(form := getattr(summary.qlq, name), FormRef)
    }
    footer = replace(summary.footer, wording="eortc-en 3.0", unofficial_wording=False)
    licensed = read(replace(summary, qlq=replace(summary.qlq, **forms), footer=footer), EN)
    assert not licensed.has("unofficial")
    assert licensed.has("QLQ-C30 wording eortc-en 3.0.")


def test_room_to_sign_is_there_once(both: dict[str, Case]) -> None:
    summary, tr, pdf = both["en"]
    assert pdf.text.count(bare("Doctor’s notes")) == 1
    short = read(replace(summary, talk=summary.talk[:4]), tr)
    assert bare("Doctor’s notes") in bare(short.pages[0])
    assert short.text.count(bare("Doctor’s notes")) == 1


# --- little or nothing in the diary


def empty(summary: VisitSummary) -> VisitSummary:
    """A diary in which nothing has been written yet."""
    return replace(
        summary,
        header=replace(
            summary.header,
            on=plan_day(START - timedelta(days=9)),
            study_day=None,
            site=None,
            period_from=None,
        ),
        figures=KeyFigures(),
        talk=talk_items([], [], [], []),
        qlq=QlqSection(),
        pressure=PressureSection(),
        dose_history=(),
        calendar=CalendarSection(columns=21, treatment_days=14),
        odd_days=(),
        late_entries=(),
        symptoms=SymptomSection(),
        notes=(),
        footer=replace(summary.footer, wording="", heads=()),
    )


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_empty_diary_makes_a_sensible_document(language: str) -> None:
    tr = tr_of(language)
    pdf = read(empty(example(language)), tr)
    assert len(pdf.pages) == 2
    for words in (
        "No cycle has started.",
        "No capsule due yet.",
        "No questionnaire has been filled in yet.",
        "No reading in this period.",
        "Nothing in this period meets a rule of this list.",
        "No symptoms recorded in these days.",
        "None in this period.",
    ):
        assert pdf.has(tr(words)), words
    assert pdf.has(tr("{date}, before the first dose", date=date_text(START - timedelta(days=9), tr)))


def test_one_form_only_shows_it_and_says_when_changes_show() -> None:
    summary = example()
    rows = tuple(
        ScaleRow(
            code=row.code,
            baseline=row.baseline,
            previous=None,
            now=None,
            change=None,
            direction=None,
            beyond_threshold=None,
        )
        for row in summary.qlq.rows
    )
    qlq = replace(summary.qlq, forms=1, previous=None, now=None, rows=rows, series=summary.qlq.series[:1])
    figures = replace(summary.figures, summary_score=ScoreFigure(now=77.4, change=None, day=START))
    pdf = read(replace(summary, qlq=qlq, figures=figures, talk=()), EN)
    assert pdf.has("QLQ-C30, 1 form")
    assert pdf.has("Changes show from the second form on.")
    assert pdf.has("no change to show yet")
    assert not pdf.has("+22.2")


def test_without_a_baseline_no_change_is_shown() -> None:
    summary = example()
    rows = tuple(replace(row, baseline=None, change=None, direction=None) for row in summary.qlq.rows)
    pdf = read(replace(summary, talk=(), qlq=replace(summary.qlq, baseline=None, rows=rows)), EN)
    assert pdf.has("No baseline form, so no change is shown.")
    table = bare(pdf.pages[0]).split("Scale,0to100")[1].split("Financial")[0]
    assert "worse" not in table
    assert "+" not in table


def test_a_form_with_all_scores_blank_shows_dashes() -> None:
    summary = example()
    rows = tuple(
        replace(
            row, baseline=None, previous=None, now=None, change=None, direction=None, beyond_threshold=None
        )
        for row in summary.qlq.rows
    )
    series = tuple(replace(point, value=None) for point in summary.qlq.series)
    figures = replace(summary.figures, summary_score=ScoreFigure(now=None, change=None, day=START))
    pdf = read(
        replace(summary, figures=figures, talk=(), qlq=replace(summary.qlq, rows=rows, series=series)), EN
    )
    assert pdf.has("A scale is blank.")
    assert pdf.has("Fatigue––––")


# --- two years, delays, and what others typed


def long_calendar(cycles: int, length: int) -> CalendarSection:
    rows = []
    for cycle in range(1, cycles + 1):
        first = START + timedelta(days=length * (cycle - 1))
        cells = tuple(
            DayCell(day, first + timedelta(days=day - 1), DayMark.TAKEN if day <= 14 else DayMark.REST)
            for day in range(1, length + 1)
        )
        rows.append(CycleRow(cycle, "12 mg", cells, 14, 14))
    return CalendarSection(columns=21, treatment_days=14, cycles=tuple(rows))


@pytest.mark.slow
def test_two_years_fit_with_the_head_repeated_on_every_page_of_the_calendar() -> None:
    summary = example()
    many = tuple(
        OddDay(kind=OddKind.NOT_TAKEN, first=at(2, 11), last=at(2, 11), detail=f"Reason {n:03d}")
        for n in range(120)
    )
    spans = tuple(
        DoseSpan(kind=DoseSpanKind.LEVEL, first=at(1, 2), last=at(2, 3), mg=Decimal(n)) for n in range(1, 30)
    )
    full = replace(summary, calendar=long_calendar(35, 27), odd_days=many, dose_history=spans)
    pdf = read(full, EN)
    for cycle in range(1, 36):
        assert pdf.has(f"Cycle {cycle}12 mg14 of 14"), cycle
    assert pdf.text.count("fromday22") == 35
    head = "".join(str(n) for n in range(1, 22))
    with_calendar = [page for page in pdf.pages if "fromday22" in bare(page)]
    assert len(with_calendar) > 1
    assert all(head in bare(page) for page in with_calendar)
    assert all(pdf.has(f"Reason {n:03d}") for n in range(120))
    assert all(pdf.has(f"{mg_text(span.mg or 0)} mg") for span in spans)


@pytest.mark.slow
def test_a_plan_with_other_lengths_and_many_symptoms_fits() -> None:
    summary = example()
    days = shown_days()
    rows = [SymptomRow(f"Symptom {n:02d}", tuple((n + d) % 5 for d in range(len(days)))) for n in range(34)]
    calendar = replace(long_calendar(3, 28), columns=28, treatment_days=21)
    pdf = read(replace(summary, calendar=calendar, symptoms=symptom_section(days, rows)), EN)
    for row in rows:
        assert pdf.has(row.name + "".join(str(grade) for grade in row.grades))


HOSTILE = {
    "long": "very tired " * 10_000,
    "one word": "x" * 100_000,
    "chinese": "很累" * 50_000,
    "markup": "<b></para><img src='/etc/passwd'/>&" * 3_000,
    "controls": "a\x00\x07\x1b\u202e\u2066\ufffe\ud800" * 12_000,
    "emoji": "🩸😀" * 50_000,
    "lines": "\n" * 100_000,
    "mixed": "a有\tb疼\r\n" * 12_000,
}


@pytest.mark.slow
@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE.keys())
def test_typed_text_of_any_kind_makes_a_pdf_quickly(text: str) -> None:
    summary = example()
    odd = replace(summary.odd_days[0], detail=text)
    notes = tuple(PatientNote(at(8, day), text) for day in range(1, 15))
    alert = talk_items([], [], [odd, odd], [])
    header = replace(summary.header, site=text, participant=f"S003-{text}"[:3000])
    hostile = replace(summary, odd_days=(odd, odd), notes=notes, talk=alert, header=header)
    begun = time.process_time()
    pdf = read(hostile, EN)
    assert time.process_time() - begun < 10
    assert pdf.has("(cut)")
    assert pdf.has("In the participant’s words")


def test_a_note_is_cut_with_a_mark_and_the_rest_of_the_page_goes_on() -> None:
    note = PatientNote(at(8, 9), "begin " + "word " * 5000)
    pdf = read(replace(example(), notes=(note, PatientNote(at(8, 10), "second note"))), EN)
    assert pdf.has("begin word")
    assert pdf.has("word (cut)")
    assert pdf.has("second note")


def test_markup_in_typed_text_is_printed_as_typed() -> None:
    text = "<b>x</b> & </para> {n} %s"
    summary = example()
    odd = replace(summary.odd_days[0], detail=text)
    pdf = read(replace(summary, notes=(PatientNote(at(8, 9), text),), odd_days=(odd,)), EN)
    assert pdf.text.count(bare(text)) == 2
