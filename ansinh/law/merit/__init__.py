"""Ưu đãi người có công với cách mạng."""
