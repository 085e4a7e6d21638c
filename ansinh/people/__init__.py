"""Whom the law is run over: registry snapshots, their checker and a synthetic province."""
