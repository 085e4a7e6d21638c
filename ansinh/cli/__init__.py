"""The commands: ``ansinh --help``.

One module a group of commands. What a command needs is imported when it runs, so that help stays
instant.
"""

from __future__ import annotations

from typing import Annotated

import typer

from ansinh.cli import cases, explain, indicators, law, people, report, run
from ansinh.cli.common import Commands, Language, speech

app = typer.Typer(
    cls=Commands,
    name="ansinh",
    help="An Sinh: from law to people to results.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)


@app.callback()
def root(
    lang: Annotated[
        Language, typer.Option(help="Language of what is printed.", envvar="ANSINH_LANG")
    ] = Language.VI,
) -> None:
    """An Sinh: from law to people to results."""
    speech.language = lang.value


app.add_typer(people.app, name="people")
app.command("run")(run.run_command)
app.command("report")(report.report_command)
app.command("indicators")(indicators.indicators_command)
app.command("explain")(explain.explain_command)
app.command("cases")(cases.cases_command)
app.add_typer(law.app, name="law")
app.command("lint")(cases.lint_command)
