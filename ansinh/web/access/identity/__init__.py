"""Signing in by the national identity (VNeID), over OpenID Connect.

Nobody signs up by it and nothing of it is kept: whoever it names signs in to the account that holds
the same personal number, and nobody else does.
"""
