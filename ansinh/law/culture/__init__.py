"""Văn hóa: chế độ đối với nghệ nhân."""
