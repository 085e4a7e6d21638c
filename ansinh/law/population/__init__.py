"""Dân số: hỗ trợ khi sinh con, sàng lọc trước sinh và sơ sinh, cộng tác viên dân số."""
