"""Học phí, hỗ trợ học tập, học bổng và tín dụng học sinh, sinh viên."""
