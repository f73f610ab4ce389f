"""A report is final only when it is signed, dated, read and holds what the law asks for; until then it is a draft that says why."""

from __future__ import annotations

import dataclasses
import shutil
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest
from support import alike, two_chapters

from helpers.errors import DataFaults, ReportError
from helpers.publish import build, readiness
from helpers.publish.website import pages
from helpers.sources import YearFolder, open_year

COMPILATION = 'kind = "compilation"\ncompiled_by = "A Reader"'
SIGNED = 'name = "A. Signer"\ndate = "2024-09-02"'
Opened = Callable[[], YearFolder]
Replace = Callable[[str, str, str], None]


@pytest.fixture
def ready(thornby: Path, replace: Replace) -> Path:
    """The invented partnership, signed, with what the law asks for."""
    replace(
        "report.toml",
        'organisation = "Thornby Council"\nname = ""\ndate = ""',
        f'organisation = "Thornby Council"\n{SIGNED}',
    )
    (thornby / "08_progress_against_priorities").mkdir()
    (thornby / "08_progress_against_priorities/priorities.csv").write_text(
        "id,name,agreed,period,activity,outcome_evidence,evidence_source,source,note\n"
        "neglect,Neglect,2023-04-01,2023,A group met.,Fewer repeat plans,An audit,thornby_accounts,\n",
        encoding="utf-8",
    )
    return thornby


@pytest.fixture
def compilation(thornby: Path) -> Path:
    """The invented partnership's year as somebody else compiled it: nobody signs it, and it lacks what the law asks for."""
    path = thornby / "report.toml"
    settings = path.read_text("utf-8")
    path.write_text(
        settings[: settings.index("[[sign_offs]]")].replace("[report]", f"[report]\n{COMPILATION}"), "utf-8"
    )
    return thornby


def test_what_is_signed_and_sound_is_final(ready: Path, opened: Opened) -> None:
    assert (readiness.blocking(opened()), build.report_details(opened()).draft) == ((), False)


def test_the_author_of_a_compilation_is_never_the_partnership(compilation: Path, opened: Opened) -> None:
    details = build.report_details(opened())
    assert details.author == "A Reader"
    unnamed = dataclasses.replace(details, compiled_by="")
    assert unnamed.author == "Compiled from published statistics"
    assert dataclasses.replace(unnamed, is_compilation=False).author == details.partnership


@pytest.mark.parametrize(
    ("words", "is_blocked"),
    [
        ("The report is unsigned.", True),
        ("It has not yet been signed by the partners.", True),
        ("This report is still a draft.", True),
        ("The council signed a pledge, and a draft strategy was written.", False),
    ],
)
def test_no_words_of_a_signed_report_may_say_that_it_is_not(
    ready: Path, opened: Opened, words: str, is_blocked: bool
) -> None:
    (ready / "11_about_this_report").mkdir()
    (ready / "11_about_this_report/basis.md").write_text(f"It rests on returns. {words}\n", "utf-8")
    reasons = readiness.blocking(opened())
    assert bool(reasons) == is_blocked and all("each partner has signed" in reason for reason in reasons)


def test_no_words_of_an_unsigned_report_may_say_that_it_is_signed(thornby: Path, opened: Opened) -> None:
    (thornby / "01_introduction/welcome.md").write_text("This report was signed by all our partners.\n", "utf-8")
    reasons = [reason for reason in readiness.blocking(opened()) if "not every partner has signed" in reason]
    assert len(reasons) == 1, "what guidance asks of every report says nothing of this one"
    assert reasons[0].startswith("data/thornby/")


@pytest.mark.parametrize(
    ("was", "now"),
    alike.rest_slow(
        ('name = "A. Signer"', 'name = ""'),
        ('date = "2024-09-02"', 'date = ""'),
        ('date = "2024-09-02"', 'date = "soon"'),
        ('date = "2024-09-02"', 'date = "2024-03-01"'),
    ),
)
def test_a_sign_off_without_a_name_or_a_date_after_the_year_keeps_it_a_draft(
    ready: Path, opened: Opened, replace: Replace, was: str, now: str
) -> None:
    replace("report.toml", was, now)
    assert ("Thornby Council",) == readiness.unsigned(opened())
    assert build.report_details(opened()).draft


def test_a_lead_partner_whom_no_sign_off_names_is_waited_for(ready: Path, opened: Opened, replace: Replace) -> None:
    replace(
        "report.toml",
        "[[sign_offs]]",
        '[[partners]]\nname = ""\nrole = "Chief constable"\norganisation = "Thornby Police"\nkind = "lead"\n\n[[sign_offs]]',
    )
    assert ("Thornby Police",) == readiness.unsigned(opened())


def test_a_slip_of_language_keeps_a_signed_report_a_draft_and_says_so(
    ready: Path, opened: Opened, replace: Replace
) -> None:
    replace("01_introduction/welcome.md", "partnership's work", "partnership's work work")
    details = build.report_details(opened())
    assert (details.draft, details.why_draft, details.unready) == (
        True,
        "not yet ready",
        ("What reading the report found: doubled words",),
    )


def test_what_the_law_asks_for_and_is_missing_keeps_it_a_draft(ready: Path, opened: Opened) -> None:
    (ready / "08_progress_against_priorities/priorities.csv").unlink()
    assert list(readiness.blocking(opened())) == [
        "Missing though the law asks for it: How effective the arrangements were in practice. Supply it in "
        "02_independent_scrutiny/scrutiny_activity.csv (found) or 02_independent_scrutiny/audits.csv (finding) "
        "or 08_progress_against_priorities/priorities.csv (outcome_evidence)."
    ]


def test_a_final_report_is_refused_with_all_that_blocks_before_anything_runs(
    thornby: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(build, "_execute", lambda *_: pytest.fail("a chapter ran though the report is not final"))
    with pytest.raises(
        ReportError, match=r"is not final; nothing was built:\n  Thornby Council has not signed\."
    ) as refused:
        build.report(partnership="thornby", year="2023-24", final=True)
    assert "How effective the arrangements were in practice" in str(refused.value)


@pytest.mark.parametrize("is_final", alike.all_slow(True, False))
def test_the_finished_pages_are_read_against_the_ledger_where_the_report_is_to_be_final(
    ready: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, is_final: bool
) -> None:
    """A number typed into a template is on every page, and no chapter or setting holds it."""
    for notebook in (tmp_path / "notebooks").glob("*.ipynb"):
        if notebook.stem not in ("10_glossary", "11_about_this_report"):
            notebook.unlink()
    templates = shutil.copytree(pages.FOLDER, tmp_path / "own templates")
    two_chapters.change(templates / "page.html.j2", "Skip to main content", "Skip to the 17 main contents")
    monkeypatch.setattr(pages, "environment", cache(pages.environment.__wrapped__))
    monkeypatch.setattr(pages, "FOLDER", templates)
    if not is_final:
        assert (build.report(partnership="thornby", year="2023-24") / "site" / "10_glossary.html").exists()
        return
    with pytest.raises(DataFaults, match=r'site/10_glossary\.html has 1 fault.*\n  "17" is a number'):
        build.report(partnership="thornby", year="2023-24", final=True)


def test_a_compilation_is_published_unsigned_whatever_the_law_asks_of_a_partnership(
    compilation: Path, opened: Opened
) -> None:
    folder = opened()
    assert (readiness.blocking(folder), readiness.unsigned(folder)) == ((), ())
    assert build.report_details(folder).status == "published as a compilation"


def test_a_slip_of_language_keeps_a_compilation_a_draft(compilation: Path, opened: Opened) -> None:
    (compilation / "01_introduction/welcome.md").write_text("It was read read.\n", encoding="utf-8")
    assert build.report_details(opened()).status == "draft"


def test_a_compilation_from_published_statistics_alone_is_a_draft_for_want_of_a_compiler() -> None:
    (reason,) = readiness.blocking(open_year("leeds", "2023-24"))
    assert reason.startswith("Nobody is named who compiled the report.")
