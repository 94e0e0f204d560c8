"""«Hoạt động»: proposed or planned, who takes part, what is handed over, until acceptance and replication."""
