"""Loans of the Bank for Social Policies to poor, near-poor and newly escaped households."""
