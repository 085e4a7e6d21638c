"""Facts that no national rule reads, and why the registry keeps them all the same."""

_PAYMENT = "compared with what the law grants: missed, wrong and double payments"
_HOUSEHOLD_PAYMENT = "compared with what the law grants; no rule asks what a household is paid"

UNREAD_FACTS = {
    "Disability.kind": "printed on the certificate; statistics of disability by kind",
    "Area.former_province": "resolutions of the former provinces go on where they were in force",
    "Receipt.amount": _PAYMENT,
    "HouseholdReceipt.group": _HOUSEHOLD_PAYMENT,
    "HouseholdReceipt.amount": _HOUSEHOLD_PAYMENT,
    "HouseholdReceipt.since": _HOUSEHOLD_PAYMENT,
    "HouseholdReceipt.until": _HOUSEHOLD_PAYMENT,
}
