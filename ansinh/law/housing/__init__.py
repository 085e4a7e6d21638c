"""Nhà ở: nhà ở xã hội, vay vốn nhà ở, hỗ trợ nhà ở hộ nghèo, nước sạch và vệ sinh."""
