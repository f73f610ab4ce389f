"""Statistics made by hand, as a partnership's files would make them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pandas as pd

from helpers.sources.origins import Origin
from helpers.sources.periods import Period
from helpers.statistics.disclosure.measure import Column, Measure
from helpers.statistics.statistic import Statistic, protect


def statistic(
    name: str,
    columns: Sequence[Column],
    rows: Sequence[Sequence[Any]],
    *,
    title: str = "",
    policy: str = "open",
    **options: Any,
) -> Statistic:
    """Return a statistic of the rows, each with its origin in a file of the statistic's name."""
    measure = Measure(
        name=name,
        table=pd.DataFrame(rows, columns=[column.name for column in columns]),
        columns=tuple(columns),
        origins=tuple(Origin(f"{name}.csv", line) for line in range(2, len(rows) + 2)),
        sources=("partnership_site",),
        policy=policy,
        period=Period("2023-24"),
        **options,
    )
    return protect(measure, title=title or name.replace("_", " ").capitalize())


def missing(name: str, columns: Sequence[Column], *, supplier: str) -> Statistic:
    """Return a statistic that was not supplied."""
    return statistic(name, columns, [], supplied=False, supplied_by=supplier)


SEATS = {
    "Executive": "Wirral Council, Integrated Care Board, Merseyside Police",
    "Case Review": "Health Economy, Children’s Social Care, Practice Improvement Team, Merseyside Police, Primary Education, "
    "Early Childhood Services, WSCP",
    "Quality Assurance": "Children’s Social Care, Early Help and Prevention, Early Childhood Services, Youth Justice Service, "
    "Attendance Service, Wirral Community Health and Care NHS Foundation Trust, Wirral University Teaching Hospital, "
    "Cheshire and Wirral Partnership, Education Sector, Integrated Care Board, Merseyside Police, Merseyside Probation Service, "
    "Merseyside Fire and Rescue Service, Lay Member, WSCP",
    "Contextual Safeguarding": "Children’s Social Care, Early Help and Prevention, Youth Justice Service, Youth Service, "
    "Wirral Community Health and Care NHS Foundation Trust, Wirral University Teaching Hospital, Cheshire and Wirral Partnership, "
    "Integrated Care Board, Compass Team, Catch22, Contextual Safeguarding Service, Merseyside Police, Council Licensing, "
    "Safeguarding Adults Partnership Board, Education Sector, Lay Member, WSCP",
    "Training Pool": "Children’s Social Care, Safeguarding Unit, Early Help and Prevention, Organisational Development, Forum Housing, "
    "Catch22, Contextual Safeguarding Service, Health Economy, Domestic Abuse Hub, Voluntary and Community representatives, WSCP",
    "Education": "Primary schools, Secondary schools, Special schools, Post-16 colleges and providers, Early Years services, "
    "Council Education services, WSCP",
    "Child Death Overview Panel (Pan-Merseyside and Isle of Man)": "Independent Chair, Child Death Overview Panel Manager, "
    "Health Economy, Children’s Social Care, Safeguarding Partnerships, Public Health, North West Ambulance Service, "
    "Merseyside Police, Lay Member, Education Sector, Legal Adviser",
    "Neglect Task and Finish Group": "Health Economy, Children’s Social Care, Early Help and Prevention, Youth Justice Service, "
    "Merseyside Police, Age UK, Adult Social Care, Safeguarding Adults Partnership Board, WSCP",
    "Violence Against Women and Girls Task and Finish Group": "Domestic Abuse Hub, Merseyside Police, Children’s Social Care, WSCP",
    "Systemic Practice Steering Group": "Children’s Social Care, Practice Improvement Team, Systemic Practice Lead, "
    "Early Help and Prevention, Youth Justice Service, Merseyside Police, Health Economy, WSCP",
}
