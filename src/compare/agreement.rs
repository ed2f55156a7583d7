//! Agreement on an ordered scale.

/// Van der Eijk's agreement A (2001, "Measuring agreement in ordered rating scales", Quality & Quantity 35, section 3) of how often each
/// of the ordered categories was chosen; fractions count as well. 1 where all chose one category, 0 where all categories were chosen
/// alike, -1 where half chose either end. `None` where nothing was chosen or there are fewer than three categories.
pub(super) fn agreement(frequencies: &[f64]) -> Option<f64> {
    let total: f64 = frequencies.iter().sum();
    if frequencies.len() < 3 || total <= 0.0 {
        return None;
    }
    // The distribution is a sum of layers, in each of which the categories are chosen alike or not at all.
    let mut left = frequencies.to_vec();
    let mut sum = 0.0;
    loop {
        let chosen: Vec<bool> = left.iter().map(|f| *f > 1e-12).collect();
        let Some(height) = left.iter().copied().filter(|f| *f > 1e-12).min_by(f64::total_cmp) else { break };
        let size = chosen.iter().filter(|one| **one).count();
        sum += height * size as f64 / total * of_layer(&chosen);
        left.iter_mut().filter(|f| **f > 1e-12).for_each(|f| *f -= height);
    }
    Some(sum)
}

/// A of a layer: U (1 - (S - 1) / (K - 1)), with S of K categories chosen and U its unimodality, from how many triples of categories go up
/// or down and how many have their hole in the middle.
fn of_layer(chosen: &[bool]) -> f64 {
    let k = chosen.len();
    let (mut one_peak, mut hole) = (0.0, 0.0);
    for a in 0..k {
        for b in a + 1..k {
            for c in b + 1..k {
                match (chosen[a], chosen[b], chosen[c]) {
                    (true, true, false) | (false, true, true) => one_peak += 1.0,
                    (true, false, true) => hole += 1.0,
                    _ => {}
                }
            }
        }
    }
    let (k, size) = (k as f64, chosen.iter().filter(|one| **one).count() as f64);
    let peaked = if one_peak + hole > 0.0 {
        ((k - 2.0) * one_peak - (k - 1.0) * hole) / ((k - 2.0) * (one_peak + hole))
    } else {
        1.0
    };
    peaked * (1.0 - (size - 1.0) / (k - 1.0))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn known_distributions_have_their_agreement() {
        let cases: [(&[f64], f64); 6] = [
            (&[0.0, 0.0, 7.0], 1.0),
            (&[5.0, 5.0, 5.0], 0.0),
            (&[4.0, 0.0, 4.0], -1.0),
            (&[3.0, 3.0, 0.0], 0.5),
            // Layers (1,1,1) x 1, (1,1,0) x 1, (0,1,0) x 1: 3/6 * 0 + 2/6 * 0.5 + 1/6 * 1
            (&[2.0, 3.0, 1.0], 1.0 / 3.0),
            // The example of van der Eijk's table 2, read off the agrmt package of R: agreement(c(30, 40, 210, 130, 530, 50, 10)).
            (&[30.0, 40.0, 210.0, 130.0, 530.0, 50.0, 10.0], 0.6113333),
        ];
        for (frequencies, expected) in cases {
            let found = agreement(frequencies).unwrap();
            assert!((found - expected).abs() < 2e-3, "{frequencies:?}: {found} and not {expected}");
        }
        assert_eq!(agreement(&[0.0, 0.0, 0.0]), None);
    }
}
