"""Money of the programmes: natures, sources, uses and the rules of NĐ 27/2022/NĐ-CP as dated data."""
