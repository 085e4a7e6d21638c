"""Chăm sóc sức khỏe ngoài chi trả bảo hiểm: khám sức khỏe định kỳ, thẻ bảo hiểm y tế trẻ em."""
