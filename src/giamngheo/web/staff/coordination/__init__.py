"""«Điều hành»: who does what, what was given to whom, obstacles, who follows which household, committees."""
