"""What each officer does, for Locust; it runs in an environment of its own.

``OFFICERS`` names the file that :mod:`bench.office.accounts` wrote, ``THINK`` the least and the
most seconds between two pages, with a comma.
"""

from __future__ import annotations

import html
import itertools
import json
import os
import random
import re
from pathlib import Path
from typing import Any

from locust import HttpUser, between, task  # type: ignore[import-not-found]

OFFICERS = Path(os.environ["OFFICERS"]).read_text(encoding="utf-8")
KNOWN = itertools.cycle(json.loads(OFFICERS or "[]"))
LISTS = ("missed", "not_entitled", "wrong_amount", "soon", "missing")
HTMX = {"HX-Request": "true"}
NOBODY = "Không tìm thấy ai"


class Officer(HttpUser):  # type: ignore[misc]
    """An officer of one commune, signed in, who reads a page and thinks before the next."""

    wait_time = between(*map(float, os.environ["THINK"].split(",")))

    def on_start(self) -> None:
        self.known = next(KNOWN)
        self.client.cookies.update(self.known["cookies"])
        self.whys: list[str] = []
        self.facts: list[str] = []
        self.villages: list[str] = []

    @task(2)
    def home(self) -> None:
        self.page("today", "/")

    @task(3)
    def worklist(self) -> None:
        text = self.page("worklist", f"/list/{random.choice(LISTS)}")
        chosen = re.search(r'<select[^>]* name="village".*?</select>', text, re.DOTALL)
        self.villages = _values(chosen[0]) if chosen else []

    @task(2)
    def narrowed(self) -> None:
        asked = {"q": random.choice(self.known["people"])["name"].split()[-1]}
        if self.villages and random.random() < 0.5:
            asked = {"village": random.choice(self.villages)}
        self.page("worklist, narrowed", "/list/soon", params=asked, headers=HTMX)

    @task(2)
    def by_name(self) -> None:
        self.search("search, as written", random.choice(self.known["people"])["name"])

    @task(2)
    def by_plain_name(self) -> None:
        self.search("search, no diacritics", random.choice(self.known["people"])["plain"])

    @task(1)
    def by_number(self) -> None:
        self.search("search, number", random.choice(self.known["people"])["number"])

    @task(4)
    def household(self) -> None:
        number = random.choice(self.known["households"])
        text = self.page("household", f"/households/{number}")
        links = [html.unescape(link) for link in re.findall(r'hx-get="([^"]+)"', text)]
        self.whys = [link for link in links if "/why/" in link]
        self.facts = [link for link in links if "/facts/" in link]

    @task(3)
    def why(self) -> None:
        if self.whys:
            self.page("why", random.choice(self.whys), headers=HTMX)
        else:
            self.household()

    @task(2)
    def preview(self) -> None:
        if not self.facts:
            self.household()
            return
        link = random.choice(self.facts)
        form = self.page("fact", link, headers=HTMX)
        if form:
            self.wait()
            self.page("fact, preview", link, _filled(form), headers=HTMX)

    def search(self, name: str, words: str) -> None:
        self.page(name, "/people", params={"q": words}, headers=HTMX, never=NOBODY)

    def page(
        self, name: str, path: str, data: dict[str, str] | None = None, never: str = "", **more: Any
    ) -> str:
        """Ask for a page; what is no page of the office counts as a failure."""
        ask = self.client.get if data is None else self.client.post
        form = {} if data is None else {"data": data}
        with ask(path, name=name, catch_response=True, **form, **more) as answer:
            text: str = answer.text or ""
            if answer.status_code != 200 or "/account/login/" in answer.url:
                answer.failure(f"{answer.status_code} {answer.url}")
                return ""
            if never and never in text:
                answer.failure(f"{path} {more}: found nobody")
            return text


def _values(choice: str) -> list[str]:
    found = re.findall(r'<option[^>]* value="([^"]+)"', choice)
    return [html.unescape(value) for value in found]


def _filled(form: str) -> dict[str, str]:
    """The form as it came, with the first value that its choice offers."""
    fields = {}
    for tag in re.findall(r"<input[^>]*>", form):
        told = dict(re.findall(r'(\w+)="([^"]*)"', tag))
        if told.get("name"):
            fields[told["name"]] = html.unescape(told.get("value", ""))
    chosen = re.search(r'<select[^>]* name="value".*?</select>', form, re.DOTALL)
    if chosen:
        fields["value"] = (_values(chosen[0]) or [""])[0]
    return {**fields, "preview": "1"}
