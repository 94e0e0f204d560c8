"""«Kinh phí»: what a unit was given, allocates, pays, settles, carries over; how much was disbursed."""
