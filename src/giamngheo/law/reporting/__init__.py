"""Which reports the law orders, by whom and until when: a folder a programme or procedure."""
