"""Signing in and the own account: pages of allauth in our look and words, invitations, one-time links."""
