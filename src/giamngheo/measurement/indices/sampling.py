"""Standard errors where the rows are a sample: Taylor-linearised ratios, ultimate clusters with replacement.

For a ratio R = Y / X the residual of a sampling unit is z = (its Y - R * its X) / X, and the variance is
sum over strata of n/(n-1) * sum of (z - mean of z in the stratum)², n the units drawn in the stratum. A group
is a domain: units without anybody of the group have z = 0 and still count. See R. S. Woodruff, "A simple
method for approximating the variance of a complicated estimate", JASA 66 (1971) 411-414.
"""

from dataclasses import dataclass

import numpy as np
import polars as pl

from giamngheo.measurement.indices.measures import Floats, Integers, Ratios, added_by, totals
from giamngheo.measurement.indices.structure import Structure


@dataclass(frozen=True)
class Sample:
    """Sampling units seen by group, one row a cell; `drawn` has the units of each stratum.

    Several alike units may stand in one cell, `alike` of them; `totals` are those of one unit within the
    group, `whole` is the weight of the unit over all groups.
    """

    group: Integers
    stratum: Integers
    alike: Integers
    totals: Integers
    whole: Integers
    drawn: Integers
    weight: Floats
    weight_squared: Floats

    @property
    def degrees_of_freedom(self) -> int:
        """Units drawn less strata."""
        return int(self.drawn.sum()) - len(self.drawn)

    @property
    def lonely(self) -> int:
        """Strata with one unit, whose residual is taken from the grand mean (0 for a linearised ratio)."""
        return int((self.drawn == 1).sum())


def sample_of_rows(patterns: pl.DataFrame, structure: Structure, groups: Integers) -> Sample:
    """Every row is a unit: `patterns` as `by_pattern` gives them."""
    strata = _numbered(patterns, ["stratum"])
    alike = patterns["n"].to_numpy()
    within = totals(patterns, structure)
    size = int(strata.max(initial=-1)) + 1
    weight = within[:, 0].astype(np.float64)
    return Sample(
        groups,
        strata,
        alike,
        within,
        within[:, 0],
        added_by(strata, size, alike[:, None])[:, 0],
        _added(strata, alike * weight, size),
        _added(strata, alike * weight**2, size),
    )


def sample_of_clusters(cells: pl.DataFrame, structure: Structure, groups: Integers) -> Sample:
    """A cluster within a stratum is a unit: `cells` as `by_state` gives them with key `cluster`."""
    strata = _numbered(cells, ["stratum"])
    units = _numbered(cells, ["stratum", "cluster"])
    size = int(units.max(initial=-1)) + 1
    within = totals(cells, structure)
    whole = added_by(units, size, within[:, :1])[:, 0]
    pairs, first, place = np.unique(groups * size + units, return_index=True, return_inverse=True)
    unit_stratum = np.zeros(size, dtype=np.int64)
    unit_stratum[units] = strata
    return Sample(
        groups[first],
        strata[first],
        np.ones(len(pairs), dtype=np.int64),
        added_by(place, len(pairs), within),
        whole[units[first]],
        np.bincount(unit_stratum),
        _added(unit_stratum, whole),
        _added(unit_stratum, whole.astype(np.float64) ** 2),
    )


def standard_errors(sample: Sample, table: Ratios, sums: Integers, values: Floats) -> Floats:
    """Standard errors of all measures and last the population share, groups × measures."""
    by_stratum = _Strata.of(sample, len(sums))
    variances = np.empty_like(values)
    for number, (above, below) in enumerate(zip(table.numerators, table.denominators, strict=True)):
        with np.errstate(divide="ignore", invalid="ignore"):
            residual = sample.totals @ above - values[sample.group, number] * (sample.totals @ below)
            variances[:, number] = by_stratum.variance(residual / (sums @ below)[sample.group])
    variances[:, -1] = by_stratum.share_variance(values[:, -1], float(sums[:, 0].sum()))
    variances[np.isnan(values)] = np.nan
    return np.sqrt(np.maximum(variances, 0.0))


@dataclass(frozen=True)
class _Strata:
    """The cells put together by group and stratum (pairs), with the factor n/(n-1) of each stratum."""

    sample: Sample
    groups: int
    pair: Integers
    pair_group: Integers
    pair_stratum: Integers

    @classmethod
    def of(cls, sample: Sample, groups: int) -> "_Strata":
        """Pairs in the order of group and stratum."""
        size = len(sample.drawn)
        keys, pair = np.unique(sample.group * size + sample.stratum, return_inverse=True)
        return cls(sample, groups, pair, keys // max(1, size), keys % max(1, size))

    @property
    def factor(self) -> Floats:
        """n/(n-1) by stratum; 1 where one unit stands alone."""
        drawn = self.sample.drawn
        return np.where(drawn > 1, drawn / np.maximum(drawn - 1, 1), 1.0)

    def variance(self, residual: Floats) -> Floats:
        """The variance of each group from the residuals of its cells."""
        alike, drawn = self.sample.alike, self.sample.drawn[self.pair_stratum]
        mean = np.where(drawn > 1, _added(self.pair, alike * residual) / drawn, 0.0)
        inside = _added(self.pair, alike * (residual - mean[self.pair]) ** 2)
        outside = (drawn - _added(self.pair, alike)) * mean**2
        terms = self.factor[self.pair_stratum] * (inside + outside)
        return _added(self.pair_group, terms, self.groups)

    def share_variance(self, share: Floats, everybody: float) -> Floats:
        """The variance of each group's share; here units outside the group have residuals too.

        The square (a - R b)² is multiplied out, a the unit's weight in the group and b its whole weight, so
        that the part of b alone is computed once and not for every group.
        """
        if not everybody:
            return np.full(self.groups, np.nan)
        sample, strata, groups = self.sample, self.pair_stratum, self.pair_group
        several = sample.drawn > 1
        a, b = sample.totals[:, 0] / everybody, sample.whole / everybody
        square = _added(self.pair, sample.alike * a * a)
        product = _added(self.pair, sample.alike * a * b)
        within = _added(self.pair, sample.alike * a)
        whole = sample.weight / everybody
        rate = share[groups]
        centred = within**2 - 2 * rate * within * whole[strata]
        terms = square - 2 * rate * product - np.where(several[strata], centred / sample.drawn[strata], 0.0)
        alone = sample.weight_squared / everybody**2 - np.where(several, whole**2 / sample.drawn, 0.0)
        own = _added(groups, self.factor[strata] * terms, self.groups)
        # Less than the rounding of its terms is no variance: a whole that is certain has none.
        found = own + share**2 * float((self.factor * alone).sum())
        return np.where(found < 1e-15 * (np.abs(own) + share**2), 0.0, found)


def _added(places: Integers, values: Floats | Integers, size: int = 0) -> Floats:
    """Values added up by place, in the order of the rows so that the last digit is always the same."""
    return np.bincount(places, values, size).astype(np.float64)


def _numbered(cells: pl.DataFrame, keys: list[str]) -> Integers:
    """The number of each row's key, in the order of first appearance; 0 where the frame has no such key."""
    present = [key for key in keys if key in cells.columns]
    if not present:
        return np.zeros(len(cells), dtype=np.int64)
    known = cells.select(present).unique(maintain_order=True).with_row_index("number")
    rows = cells.select(present).join(known, on=present, how="left", nulls_equal=True, maintain_order="left")
    return rows["number"].to_numpy().astype(np.int64)
