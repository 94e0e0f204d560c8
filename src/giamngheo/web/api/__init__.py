"""The open API: what machines ask and write by tokens, as the people who issued them and never more."""
