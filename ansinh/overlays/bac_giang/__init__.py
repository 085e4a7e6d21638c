"""Bắc Giang: resolutions of the former province, applied on its old territory."""
