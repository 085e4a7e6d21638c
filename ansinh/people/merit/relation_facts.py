"""What the files say of relatives, worshippers and heirs, and what happened of late."""

from __future__ import annotations

from typing import Any

import numpy as np

from ansinh.law.facts.merit_choices import MeritKind, MeritKinship
from ansinh.people.assumptions import assumed
from ansinh.people.columns import Column, days
from ansinh.people.merit.kin import Known, Relations
from ansinh.people.merit.titles import BY_RATE, ordinals
from ansinh.people.structure import Folk
from ansinh.people.world import BASE, DAYS_PER_YEAR, FAR

Numbers = np.ndarray[Any, Any]

_CHILD = MeritKinship.CHILD.ordinal
_SPOUSE = MeritKinship.SPOUSE.ordinal
_REMARRIED = MeritKinship.REMARRIED_SPOUSE.ordinal
_WORSHIPPER = MeritKinship.WORSHIPPER.ordinal
_BLOOD = ordinals(MeritKinship.MOTHER, MeritKinship.WORSHIPPER, MeritKinship.CHILD)
_GROWN, _STUDIED = 18, 26


def relation_facts(relations: Relations, folk: Folk, known: Known) -> dict[str, Column]:
    """Facts of relations that the registry of ``folk`` shows."""
    kind, kinship, luck = relations.kind, relations.kinship, relations.luck
    dead = relations.died <= folk.today
    martyr, parted = relations.of_martyr, dead & ~relations.of_martyr
    years = luck.between("until", *assumed("merit.widow_marries_after_years"))
    until = np.where(relations.died < FAR, relations.died + years * DAYS_PER_YEAR, FAR)
    ended = parted & (kinship == _SPOUSE) & (until <= folk.today)
    ended &= luck.random("marries again") < assumed("merit.widow_marries")
    posthumous = parted & (luck.random("posthumous") < assumed("merit.honoured_after_death"))
    mother = np.isin(kinship, ordinals(MeritKinship.MOTHER, MeritKinship.FATHER))
    return {
        "file_number": Column(relations.file),
        "kind": Column(kind),
        "kinship": Column(kinship),
        "injury_rate": Column(relations.rate, np.isin(kind, ordinals(*BY_RATE))),
        "died_on": Column(days(relations.died), dead),
        "until": Column(days(until), ended),
        "is_suspended": Column(np.zeros(len(relations), dtype=bool), ~dead),
        "died_before_enjoying": Column(posthumous, parted),
        "is_only_child": Column(relations.only_child, martyr & mother),
        **_children(relations, folk, known),
        **_decisions(relations, folk, posthumous),
        **_graves(relations, folk),
    }


def _children(relations: Relations, folk: Folk, known: Known) -> dict[str, Column]:
    """What boards found of children, and what is known of their study."""
    luck, person = relations.luck, relations.person
    child, age = relations.kinship == _CHILD, folk.age[person]
    low, high = assumed("merit.board_rates")
    examined = child & known.disabled[person] & (relations.died <= folk.today)
    examined &= luck.random("examined") < assumed("merit.child_examined")
    born, end = folk.birth[person], np.minimum(folk.today, folk.death[person])
    on = born + (end - born) * luck.between("board", *assumed("merit.examined_at_part_of_life"))
    minor = luck.random("as a minor") < assumed("merit.disabled_as_minor")
    studied = child & (age >= _GROWN) & (age < _STUDIED)
    harmed = child & (relations.kind == MeritKind.AGENT_ORANGE.ordinal)
    return {
        "studied_on_allowance": Column(
            luck.random("studied") < assumed("merit.studied_on_allowance"), studied
        ),
        "board_rate": Column(luck.between("board rate", low, high + 1).astype(np.int64), examined),
        "board_on": Column(days(on), examined),
        "disabled_as_minor": Column(minor, examined),
        "deformity_rate": Column(relations.deformed, harmed & (relations.deformed > 0)),
    }


def _decisions(relations: Relations, folk: Folk, posthumous: Numbers) -> dict[str, Column]:
    """Decisions on relatives, and what their family was paid once."""
    luck, kinship, martyr = relations.luck, relations.kinship, relations.of_martyr
    again = martyr & (kinship == _REMARRIED)
    low, high = assumed("merit.decided_between_years")
    decided = (luck.between("decided", low, high) - 1970) * DAYS_PER_YEAR
    wait = luck.between("certificate", *assumed("merit.certificate_after_years"))
    once = np.minimum(relations.died, folk.today) + wait * DAYS_PER_YEAR
    late = BASE + luck.between("late file", 0, assumed("merit.late_years")) * DAYS_PER_YEAR
    found_late = martyr & (luck.random("found late") < assumed("merit.certificate_found_late"))
    once = np.where(found_late, late, once).astype(np.int64)
    worshipper = martyr & (kinship == _WORSHIPPER)
    return {
        "meets_remarriage_conditions": Column(
            luck.random("remarriage") < assumed("merit.meets_remarriage_conditions"), again
        ),
        "decided_on": Column(days(decided), again & (decided <= folk.today)),
        "once_only_on": Column(days(once), (martyr | posthumous) & (once <= folk.today)),
        "receives_for_family": Column(
            relations.stands | (posthumous & ~martyr), martyr | posthumous
        ),
        "martyr_has_survivor": Column(relations.has_survivor, worshipper),
    }


def _graves(relations: Relations, folk: Folk) -> dict[str, Column]:
    """Visits to graves, remains brought home, graves built, and samples of relatives."""
    luck, martyr = relations.luck, relations.of_martyr
    visited, visits = _event(relations, folk, "grave_visited", martyr)
    moved, moves = _event(relations, folk, "remains_moved", martyr & relations.stands)
    built, builds = _event(relations, folk, "grave_built", martyr & relations.stands)
    blood = martyr & np.isin(relations.kinship, _BLOOD)
    sampled, samples = _event(relations, folk, "dna_sampled", blood)
    travelled = visits | moves
    low, high = assumed("merit.grave_distance")
    visitors = 1 + luck.pick("visitors", assumed("merit.grave_visitors"))
    return {
        "grave_visited_on": Column(visited, visits),
        "remains_moved_on": Column(moved, moves),
        "grave_distance": Column(luck.between("distance", low, high).astype(np.int64), travelled),
        "grave_visitors": Column(visitors, travelled),
        "grave_built_on": Column(built, builds),
        "dna_sampled_on": Column(sampled, samples),
    }


def _event(relations: Relations, folk: Folk, name: str, may: Numbers) -> tuple[Numbers, Numbers]:
    """The day of what happens once since 2022 by its yearly rate, and to whom it has happened."""
    years = relations.luck.exponential(name) / assumed("merit.events_a_year")[name]
    day = BASE + np.minimum(years * DAYS_PER_YEAR, FAR - BASE).astype(np.int64)
    alive = np.minimum(folk.today, folk.death[relations.person])
    return days(day), may & (day <= alive)


def with_card(relations: Relations, folk: Folk) -> Numbers:
    """People who have a card of health insurance as relatives of a martyr."""
    found = np.zeros(len(folk), dtype=bool)
    found[relations.person[relations.of_martyr & (relations.kinship != _WORSHIPPER)]] = True
    return found
