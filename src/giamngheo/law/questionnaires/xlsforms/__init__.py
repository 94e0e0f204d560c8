"""Forms for ODK and Kobo: an XLSForm made of a form, and a draft of a form made of an XLSForm."""
