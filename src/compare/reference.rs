//! The statistics against numpy, scipy and statsmodels (`tests/reference/compare.py`).

use ndarray::Array2;
use serde::Deserialize;

use super::agreement::agreement;
use super::cluster::robust;
use super::discovery::adjusted;
use super::permutation::{Block, permuted};

#[derive(Deserialize)]
struct Reference {
    robust: Vec<RobustCase>,
    student: Vec<StudentCase>,
    agreement: Vec<AgreementCase>,
    permuted: Vec<PermutedCase>,
    adjusted: AdjustedCase,
}

#[derive(Deserialize)]
struct RobustCase {
    rows: Vec<(usize, usize, f64)>,
    contrast: Vec<f64>,
    estimate: f64,
    error: f64,
    df: f64,
}

#[derive(Deserialize)]
struct StudentCase {
    confidence: f64,
    df: f64,
    quantile: f64,
}

#[derive(Deserialize)]
struct AgreementCase {
    frequencies: Vec<f64>,
    agreement: f64,
}

#[derive(Deserialize)]
struct PermutedCase {
    blocks: Vec<BlockCase>,
    p: f64,
    least: f64,
    n: usize,
}

#[derive(Deserialize)]
struct BlockCase {
    stratum: usize,
    first: bool,
    sum: f64,
    count: f64,
}

#[derive(Deserialize)]
struct AdjustedCase {
    p: Vec<f64>,
    q: Vec<f64>,
}

fn reference() -> Reference {
    serde_json::from_str(include_str!("../../tests/reference/compare.json")).expect("the script wrote it")
}

#[test]
fn cluster_robust_errors_are_those_of_the_general_formula() {
    for case in reference().robust {
        let clusters = case.rows.iter().map(|row| row.0).max().unwrap() + 1;
        let mut sums = Array2::zeros((clusters, case.contrast.len()));
        let mut counts = sums.clone();
        for (cluster, arm, value) in case.rows {
            sums[[cluster, arm]] += value;
            counts[[cluster, arm]] += 1.0;
        }
        let found = robust(sums.view(), counts.view(), &case.contrast).unwrap();
        for (ours, theirs) in [(found.estimate, case.estimate), (found.error, case.error), (found.df, case.df)] {
            assert!((ours - theirs).abs() < 1e-9, "{ours} {theirs}");
        }
    }
}

#[test]
fn one_cluster_has_no_error() {
    let (sums, counts) = (Array2::from_elem((1, 1), 0.5), Array2::from_elem((1, 1), 2.0));
    assert_eq!(robust(sums.view(), counts.view(), &[1.0]), None);
}

#[test]
fn quantiles_of_t_are_those_of_scipy() {
    for case in reference().student {
        let found = crate::aggregate::t_quantile(case.confidence, case.df);
        assert!(
            (found / case.quantile - 1.0).abs() < 1e-7,
            "{} {}: {found} {}",
            case.confidence,
            case.df,
            case.quantile
        );
    }
}

#[test]
fn agreement_is_that_of_agrmt() {
    for case in reference().agreement {
        let found = agreement(&case.frequencies).unwrap();
        assert!((found - case.agreement).abs() < 1e-9, "{:?}: {found}", case.frequencies);
    }
    assert_eq!((agreement(&[1.0, 0.0, 1.0]), agreement(&[0.0, 0.0, 2.0])), (Some(-1.0), Some(1.0)));
    assert_eq!((agreement(&[0.0; 3]), agreement(&[1.0, 1.0])), (None, None));
}

#[test]
fn permutations_are_those_of_scipy_alone_and_paired() {
    for case in reference().permuted {
        let blocks: Vec<Block> = case
            .blocks
            .iter()
            .map(|b| Block { stratum: b.stratum, first: b.first, sum: b.sum, count: b.count })
            .collect();
        let found = permuted(&blocks, 1).unwrap();
        assert!((found.p - case.p).abs() < 1e-12 && (found.least - case.least).abs() < 1e-12, "{found:?}");
        assert_eq!((found.arrangements, found.exact), (Some(case.n), true));
    }
}

#[test]
fn drawn_permutations_come_near_the_exact_ones() {
    // 9 against 9 have 48,620 arrangements: they are drawn. The exact p of the ranks 1..18, odd against even, is that of a difference of 1.
    let block = |i: usize| Block { stratum: 0, first: i.is_multiple_of(2), sum: i as f64, count: 1.0 };
    let found = permuted(&(0..18).map(block).collect::<Vec<_>>(), 7).unwrap();
    assert!(!found.exact && found.arrangements == Some(48_620));
    // Mann-Whitney: U differs by 4.5 from its mean at most; the share of arrangements at least as far is 0.73 (scipy, exact).
    assert!((found.p - 0.73).abs() < 0.15, "{found:?}");
    let apart = |i: usize| Block { stratum: 0, first: i < 9, sum: i as f64, count: 1.0 };
    let found = permuted(&(0..18).map(apart).collect::<Vec<_>>(), 7).unwrap();
    assert!(found.p < 0.002, "{found:?}");
}

#[test]
fn adjusted_p_values_are_those_of_statsmodels() {
    let case = reference().adjusted;
    for (ours, theirs) in adjusted(&case.p).into_iter().zip(case.q) {
        assert!((ours - theirs).abs() < 1e-12, "{ours} {theirs}");
    }
    assert_eq!(adjusted(&[]), Vec::<f64>::new());
}
