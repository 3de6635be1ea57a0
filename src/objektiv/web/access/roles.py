"""The roles, one class each: a title, a sentence an administrator reads, a level of the territory, rights."""

from __future__ import annotations

from typing import ClassVar

from objektiv.web.access.permissions import Permission

REGION = "region"
MUNICIPALITY = "municipality"
SCHOOL = "school"

LOOK_AROUND = frozenset(
    {Permission.OVERVIEW, Permission.TERRITORY_VIEW, Permission.PROCEDURES_VIEW, Permission.PLANS_VIEW}
)
LOADING = frozenset(
    {Permission.IMPORTS_VIEW, Permission.IMPORTS_LOAD, Permission.RUNS_VIEW, Permission.RUNS_START}
)
CASEWORK = frozenset(
    {
        Permission.FINDINGS_VIEW,
        Permission.FINDINGS_PRELIMINARY,
        Permission.CASES_VIEW,
        Permission.CASES_ASK,
        Permission.CASES_DECIDE,
    }
)

PLANNING = frozenset({Permission.PLANS_EDIT, Permission.PLANS_REPORT})


class Role:
    """What a person is in a part of the territory. ``levels``: where it may be given."""

    code: ClassVar[str]
    title: ClassVar[str]
    sentence: ClassVar[str]
    levels: ClassVar[frozenset[str]]
    permissions: ClassVar[frozenset[Permission]]
    needs_second_factor: ClassVar[bool] = False


class RegionalCoordinator(Role):
    """Runs the whole system of the region."""

    code = "regional_coordinator"
    title = "Региональный координатор"
    sentence = "Ведёт календарь процедур и территорию региона, видит сводку, принимает решения по карточкам."
    levels = frozenset({REGION})
    permissions = (
        LOOK_AROUND
        | LOADING
        | CASEWORK
        | PLANNING
        | {
            Permission.TERRITORY_EDIT,
            Permission.PROCEDURES_EDIT,
            Permission.RISK_VIEW,
            Permission.RISK_EDIT,
            Permission.PLANS_APPROVE,
            Permission.SUMMARY_VIEW,
            Permission.JOURNAL_VIEW,
            Permission.PEOPLE_EDIT,
        }
    )
    needs_second_factor = True


class RegionalAnalyst(Role):
    """The analyst of the regional centre."""

    code = "regional_analyst"
    title = "Аналитик РЦОКО"
    sentence = "Загружает результаты, запускает расчёты, видит признаки до пояснений школ."
    levels = frozenset({REGION})
    permissions = (
        LOOK_AROUND
        | LOADING
        | {
            Permission.FINDINGS_VIEW,
            Permission.FINDINGS_PRELIMINARY,
            Permission.CASES_VIEW,
            Permission.RISK_VIEW,
            Permission.PLANS_REPORT,
            Permission.SUMMARY_VIEW,
        }
    )
    needs_second_factor = True


class MunicipalHead(Role):
    """Head of the municipal authority."""

    code = "municipal_head"
    title = "Руководитель МОУО"
    sentence = "Видит сводку и карточки своего муниципалитета, принимает решения, утверждает планы."
    levels = frozenset({MUNICIPALITY})
    permissions = LOOK_AROUND | {
        Permission.FINDINGS_VIEW,
        Permission.CASES_VIEW,
        Permission.CASES_DECIDE,
        Permission.RISK_VIEW,
        Permission.PLANS_REPORT,
        Permission.PLANS_APPROVE,
        Permission.SUMMARY_VIEW,
        Permission.JOURNAL_VIEW,
        Permission.IMPORTS_VIEW,
    }


class MunicipalCoordinator(Role):
    """The person who does the work in a municipality."""

    code = "municipal_coordinator"
    title = "Муниципальный координатор"
    sentence = (
        "Загружает результаты, ведёт карточки анализа признаков и реестр зоны риска своего муниципалитета."
    )
    levels = frozenset({MUNICIPALITY})
    permissions = (
        LOOK_AROUND
        | LOADING
        | CASEWORK
        | PLANNING
        | {
            Permission.TERRITORY_EDIT,
            Permission.PROCEDURES_EDIT,
            Permission.RISK_VIEW,
            Permission.RISK_EDIT,
            Permission.SUMMARY_VIEW,
            Permission.JOURNAL_VIEW,
            Permission.PEOPLE_EDIT,
        }
    )


class MunicipalMethodist(Role):
    """Methodical help to schools."""

    code = "municipal_methodist"
    title = "Методист"
    sentence = (
        "Помогает школам по темам и заданиям; видит признаки после пояснений и реестр зоны риска, ведёт записи "
        "методической помощи учителям."
    )
    levels = frozenset({MUNICIPALITY})
    permissions = (
        LOOK_AROUND
        | PLANNING
        | {
            Permission.FINDINGS_VIEW,
            Permission.CASES_VIEW,
            Permission.RISK_VIEW,
            Permission.TEACHERS_SUPPORT,
        }
    )


class MunicipalSpecialist(Role):
    """A clerk of the municipal authority."""

    code = "municipal_specialist"
    title = "Специалист МОУО"
    sentence = "Следит, кто что сдал; видит календарь, загрузки и признаки после пояснений."
    levels = frozenset({MUNICIPALITY})
    permissions = LOOK_AROUND | {
        Permission.IMPORTS_VIEW,
        Permission.FINDINGS_VIEW,
        Permission.CASES_VIEW,
        Permission.PLANS_REPORT,
    }


class SchoolHead(Role):
    """Head of a school."""

    code = "school_head"
    title = "Руководитель школы"
    sentence = "Видит всё о своей школе и отвечает от её имени."
    levels = frozenset({SCHOOL})
    permissions = (
        LOOK_AROUND
        | PLANNING
        | {
            Permission.PLANS_APPROVE,
            Permission.IMPORTS_VIEW,
            Permission.FINDINGS_VIEW,
            Permission.CASES_VIEW,
            Permission.CASES_REPLY,
            Permission.PUPILS_VIEW,
            Permission.PUPILS_EDIT,
            Permission.RISK_VIEW,
            Permission.JOURNAL_VIEW,
            Permission.PEOPLE_EDIT,
        }
    )


class DeputyHead(Role):
    """Deputy head for teaching: the main user at a school."""

    code = "deputy_head"
    title = "Заместитель директора по УВР"
    sentence = "Загружает результаты своей школы, отвечает на запросы пояснений, видит коды учеников."
    levels = frozenset({SCHOOL})
    permissions = (
        LOOK_AROUND
        | PLANNING
        | {
            Permission.IMPORTS_VIEW,
            Permission.IMPORTS_LOAD,
            Permission.FINDINGS_VIEW,
            Permission.CASES_VIEW,
            Permission.CASES_REPLY,
            Permission.PUPILS_VIEW,
            Permission.PUPILS_EDIT,
            Permission.RISK_VIEW,
        }
    )


class SchoolOrganiser(Role):
    """Responsible for a procedure at a school."""

    code = "school_organiser"
    title = "Ответственный организатор"
    sentence = "Готовит процедуры в школе и загружает их результаты."
    levels = frozenset({SCHOOL})
    permissions = LOOK_AROUND | {Permission.IMPORTS_VIEW, Permission.IMPORTS_LOAD, Permission.PLANS_REPORT}


class RoomOrganiser(Role):
    """Organises a procedure in a room."""

    code = "room_organiser"
    title = "Организатор в аудитории"
    sentence = "Видит календарь процедур своей школы."
    levels = frozenset({SCHOOL})
    permissions = LOOK_AROUND


class TechnicalSpecialist(Role):
    """Prints and scans at a school."""

    code = "technical_specialist"
    title = "Технический специалист"
    sentence = "Видит календарь процедур и загружает файлы результатов школы."
    levels = frozenset({SCHOOL})
    permissions = LOOK_AROUND | {Permission.IMPORTS_VIEW, Permission.IMPORTS_LOAD}


class SubjectHead(Role):
    """Head of the school's union of teachers of a subject."""

    code = "subject_head"
    title = "Руководитель ШМО"
    sentence = (
        "Видит результаты школы по заданиям и признаки после пояснений, ведёт записи методической помощи учителям "
        "своей школы."
    )
    levels = frozenset({SCHOOL})
    permissions = LOOK_AROUND | {
        Permission.FINDINGS_VIEW,
        Permission.PUPILS_VIEW,
        Permission.TEACHERS_SUPPORT,
        Permission.PLANS_REPORT,
    }


class SubjectTeacher(Role):
    """Teacher of a subject."""

    code = "subject_teacher"
    title = "Учитель-предметник"
    sentence = "Видит календарь процедур; свои классы — через заместителя директора."
    levels = frozenset({SCHOOL})
    permissions = LOOK_AROUND


class ClassTeacher(Role):
    """Form tutor."""

    code = "class_teacher"
    title = "Классный руководитель"
    sentence = "Видит календарь процедур своей школы."
    levels = frozenset({SCHOOL})
    permissions = LOOK_AROUND


class SchoolPsychologist(Role):
    """Psychologist of a school."""

    code = "school_psychologist"
    title = "Педагог-психолог"
    sentence = "Видит коды учеников, чьи отметки расходятся на два балла и больше."
    levels = frozenset({SCHOOL})
    permissions = LOOK_AROUND | {Permission.PUPILS_VIEW}


class Expert(Role):
    """Marks and rechecks works."""

    code = "expert"
    title = "Эксперт"
    sentence = "Видит календарь процедур; школ, признаков и имён не видит. Работы на перепроверку передаёт координатор."
    levels = frozenset({REGION, MUNICIPALITY})
    permissions = frozenset({Permission.PROCEDURES_VIEW})


class Observer(Role):
    """Observes procedures."""

    code = "observer"
    title = "Общественный наблюдатель"
    sentence = "Видит календарь процедур; школ, признаков и имён не видит."
    levels = frozenset({REGION, MUNICIPALITY})
    permissions = frozenset({Permission.PROCEDURES_VIEW})


class Council(Role):
    """Governing council: reads only."""

    code = "council"
    title = "Управляющий совет"
    sentence = (
        "Только чтение: календарь процедур и утверждённые планы; в муниципалитете и регионе — ещё обзор и сводка "
        "в числах, без школ."
    )
    levels = frozenset({REGION, MUNICIPALITY, SCHOOL})
    permissions = frozenset(
        {Permission.OVERVIEW, Permission.PROCEDURES_VIEW, Permission.PLANS_VIEW, Permission.SUMMARY_VIEW}
    )


class Administrator(Role):
    """Runs the program, not the assessment."""

    code = "administrator"
    title = "Администратор"
    sentence = "Приглашает людей, назначает роли, следит за копиями и журналом; признаков школ не видит."
    levels = frozenset({REGION})
    permissions = frozenset(
        {
            Permission.OVERVIEW,
            Permission.TERRITORY_VIEW,
            Permission.TERRITORY_EDIT,
            Permission.JOURNAL_VIEW,
            Permission.PEOPLE_EDIT,
            Permission.SYSTEM,
        }
    )
    needs_second_factor = True


ROLES: dict[str, type[Role]] = {role.code: role for role in Role.__subclasses__()}


def role_choices() -> list[tuple[str, str]]:
    """Codes and titles for forms and for the database field."""
    return [(code, role.title) for code, role in ROLES.items()]


def with_permission(permission: Permission) -> tuple[str, ...]:
    """Codes of the roles that carry a right."""
    return tuple(code for code, role in ROLES.items() if permission in role.permissions)
