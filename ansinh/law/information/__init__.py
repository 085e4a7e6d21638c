"""Thông tin: hỗ trợ điện thoại thông minh cho hộ nghèo, hộ cận nghèo."""
