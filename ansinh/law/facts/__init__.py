"""Every fact, declared once: labels, question, type, proof and what a missing value means."""
