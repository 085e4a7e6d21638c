"""OpenFisca's country template, the same law in this rule language.

Variable by variable, parameter by parameter and reform by reform what the package
``openfisca-country-template`` 8.2.0 holds, in files of the same names; its own tests run over it
(``tests/examples``), and the bench measures both (``bench``).
"""
