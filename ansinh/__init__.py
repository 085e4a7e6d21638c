"""An Sinh: social policy law as dated, cited rules, run over everyone in a registry."""

__version__ = "0.1.0"
