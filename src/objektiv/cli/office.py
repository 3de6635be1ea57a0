"""``objektiv serve``, ``verify-log``: commands of the office, started by its module name: loading stays light."""

from __future__ import annotations

import runpy
import sys
from typing import Annotated

import typer

OFFICE = "objektiv.web"


def serve(
    address: Annotated[
        str, typer.Option("--address", metavar="АДРЕС", help="На каком адресе отвечать; 0.0.0.0 — на всех.")
    ] = "127.0.0.1",
    port: Annotated[int, typer.Option("--port", min=1, max=65535, help="Порт.")] = 8000,
    workers: Annotated[int, typer.Option("--workers", min=1, max=32, help="Сколько процессов отвечают.")] = 2,
) -> None:
    """Открыть кабинет: территория, загрузки, признаки, карточки — в браузере.

    Всё состояние лежит в одной папке: OBJEKTIV_HOME (по умолчанию «objektiv» в домашней).

    Пример: objektiv serve --port 8001
    """
    run_office("serve", "--address", address, "--port", str(port), "--workers", str(workers))


def setup(
    login: Annotated[str, typer.Option("--login", metavar="ЛОГИН", help="Логин администратора.")],
    region: Annotated[str, typer.Option("--region", metavar="КОД", help="Код региона, цифрами.")] = "",
    title: Annotated[str, typer.Option("--title", metavar="НАЗВАНИЕ", help="Название региона.")] = "",
    name: Annotated[
        str, typer.Option("--name", metavar="ФИО", help="Фамилия, имя и отчество администратора.")
    ] = "",
) -> None:
    """Начать кабинет: регион и первый администратор; печатает ссылку, по которой он задаёт пароль.

    В начатом кабинете с одним --login выдаёт администратору новую ссылку, если пароль забыт.

    Пример: objektiv setup --region 22 --title "Алтайский край" --login admin --name "Иванова Анна Петровна"
    """
    run_office("setup_office", "--login", login, "--region", region, "--title", title, "--name", name)


def verify_log() -> None:
    """Проверить, что журнал действий никто не менял.

    Печатает число записей и отпечаток последней. Код выхода 3: журнал изменён, назван номер записи.

    Пример: objektiv verify-log
    """
    run_office("verify_log")


def run_office(*arguments: str, module: str = OFFICE) -> None:
    """Run one command of the office in this process; its exit code becomes ours."""
    sys.argv = ["objektiv", *arguments]
    try:
        runpy.run_module(module, run_name="__main__", alter_sys=True)
    except SystemExit as end:
        if end.code:
            raise typer.Exit(int(end.code)) from end
