"""Pages of the ledger of help given."""
