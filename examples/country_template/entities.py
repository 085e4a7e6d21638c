"""Persons and households, with what is known of them in the month that is asked about."""

from __future__ import annotations

from datetime import date

from ansinh.engine import Choice, Currency, Default, Entity, Money, Rate, fact, members, owner

#: Money is held in 120,000ths of a euro: cents times rates of two decimals, and the twelfth of a
#: yearly tax, then come out whole.
EUR = Currency("EUR", 120_000)
EURO = EUR.parts
MONTHS = 12
AS_THE_PEER = "the peer's default value"


class Role(Choice):
    """Vai trò trong hộ."""

    ADULT = ("Người lớn", "Adult")
    CHILD = ("Trẻ em", "Child")


class HousingOccupancyStatus(Choice):
    """Tình trạng nhà ở."""

    OWNER = ("Chủ nhà", "Owner")
    TENANT = ("Người thuê", "Tenant")
    FREE_LODGER = ("Ở nhờ", "Free lodger")
    HOMELESS = ("Không nhà", "Homeless")


class Household(Entity, table="households", vi="Hộ", en="Household"):
    """All the people who live together in the same place.

    Its postal code, which no formula reads, is a further column of the table.
    """

    accommodation_size: Rate = fact(
        "Diện tích nhà ở trong tháng 01",
        "Size of the accommodation, in January",
        unit="m²",
        missing=Default(0, AS_THE_PEER),
    )
    housing_occupancy_status: HousingOccupancyStatus = fact(
        "Tình trạng nhà ở trong tháng 01",
        "Legal housing situation of the household, in January",
        missing=Default(HousingOccupancyStatus.TENANT, AS_THE_PEER),
    )
    rent: Money = fact("Tiền thuê nhà", "Rent paid", missing=Default(0, AS_THE_PEER))
    persons: list[Person] = members()


class Person(Entity, table="persons", vi="Người", en="Person"):
    """An individual."""

    household: Household = owner()
    role: Role = fact("Vai trò", "Role", missing=Default(Role.ADULT, "the peer's first role"))
    birth: date = fact("Ngày sinh", "Birth date", missing=Default(date(1970, 1, 1), AS_THE_PEER))
    salary: Money = fact("Lương", "Salary", missing=Default(0, AS_THE_PEER))
    capital_returns: Money = fact(
        "Thu nhập từ vốn", "Capital returns", missing=Default(0, AS_THE_PEER)
    )


ENTITIES = (Household, Person)
