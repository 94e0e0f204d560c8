"""What everybody sees without signing in: published things only, and nothing of any person."""
