"""Pages on which sheets of a review (phiếu rà soát) are found, filled in, sealed, corrected and printed."""
