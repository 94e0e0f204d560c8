"""«Quỹ Vì người nghèo»: campaigns, vouchers, the book, cases, meetings, deliveries, sponsors, reports."""
