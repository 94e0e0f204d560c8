"""Pages on which answers gathered with ODK and Kobo come into sheets, looked at first."""
