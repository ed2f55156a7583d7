//! One-to-one matching of gold and predicted contents by the characters they share.

use ndarray::Array2;

/// Half-open ranges of code points, sorted and disjoint.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Extent(Vec<(usize, usize)>);

impl Extent {
    /// The characters that any of the ranges holds.
    pub(crate) fn new(ranges: impl IntoIterator<Item = (usize, usize)>) -> Self {
        let mut ranges: Vec<(usize, usize)> = ranges.into_iter().filter(|(start, end)| start < end).collect();
        ranges.sort_unstable();
        let mut merged: Vec<(usize, usize)> = Vec::with_capacity(ranges.len());
        for (start, end) in ranges {
            match merged.last_mut() {
                Some(last) if start <= last.1 => last.1 = last.1.max(end),
                _ => merged.push((start, end)),
            }
        }
        Self(merged)
    }

    /// From its first character to its last, as a half-open range.
    pub(super) fn hull(&self) -> Option<(usize, usize)> {
        Some((self.0.first()?.0, self.0.last()?.1))
    }

    fn len(&self) -> usize {
        self.0.iter().map(|(start, end)| end - start).sum()
    }

    /// How many characters both hold.
    pub(super) fn shared(&self, other: &Self) -> usize {
        let pairs = self.0.iter().flat_map(|a| other.0.iter().map(move |b| (a, b)));
        pairs.map(|(a, b)| a.1.min(b.1).saturating_sub(a.0.max(b.0))).sum()
    }

    /// Intersection over union of the characters (Jaccard 1912), in 0..1; 0 of two empty ones.
    pub(super) fn iou(&self, other: &Self) -> f64 {
        let shared = self.shared(other);
        let union = self.len() + other.len() - shared;
        if union == 0 { 0.0 } else { shared as f64 / union as f64 }
    }
}

/// For each gold extent the predicted one that it is matched with, and their IoU: pairs of at least `least`, the largest IoU
/// first, each side used once; of equals the earlier gold extent, then the earlier prediction.
pub(crate) fn matched(gold: &[Extent], predicted: &[Extent], least: f64) -> Vec<Option<(usize, f64)>> {
    let scores = Array2::from_shape_fn((gold.len(), predicted.len()), |(g, p)| gold[g].iou(&predicted[p]));
    let mut pairs: Vec<((usize, usize), f64)> =
        scores.indexed_iter().map(|(at, iou)| (at, *iou)).filter(|(_, iou)| *iou > 0.0 && *iou >= least).collect();
    pairs.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
    let mut out = vec![None; gold.len()];
    let mut taken = vec![false; predicted.len()];
    for ((g, p), iou) in pairs {
        if out[g].is_none() && !taken[p] {
            out[g] = Some((p, iou));
            taken[p] = true;
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn iou_counts_characters_of_the_pieces_once() {
        let gold = Extent::new([(10, 20), (30, 40)]);
        assert_eq!(gold.iou(&Extent::new([(10, 40)])), 20.0 / 30.0);
        assert_eq!(gold.iou(&Extent::new([(30, 40), (10, 15), (12, 20)])), 1.0);
        assert_eq!(gold.iou(&Extent::new([(20, 30)])), 0.0);
        assert_eq!(Extent::default().iou(&Extent::default()), 0.0);
        assert_eq!((gold.hull(), Extent::new([(4, 4)]).hull()), (Some((10, 40)), None));
    }

    #[test]
    fn each_side_is_used_once_and_the_best_pair_goes_first() {
        let gold = [Extent::new([(0, 10)]), Extent::new([(0, 8)]), Extent::new([(50, 60)]), Extent::default()];
        let predicted = [Extent::new([(0, 8)]), Extent::new([(52, 57)])];
        let found = matched(&gold, &predicted, 0.5);
        assert_eq!(found, [None, Some((0, 1.0)), Some((1, 0.5)), None]);
        assert_eq!(matched(&gold, &predicted, 0.6)[2], None);
    }
}
