//! The page as a whole, of a small corpus by hand.

use std::collections::BTreeSet;

use super::view::{Difference, Example, Finding, Moment, Pair, Spread, View};
use super::*;
use crate::actors::MentionRole;
use crate::corpus::{ActorEntry, LabelSource, Origin, SpeakerEntry, StatementEntry, Words};
use crate::registry::ActorKind;
use crate::speakers::SpeakerKind;
use crate::stance::{Modality, Perspective, Stance};
use crate::statements::StatementKind;

const TEXT: &str =
    "The talks at Port Selm ended late.\n“Kestonia lied to us – twice,” said Ilse Brandt. <script>alert(1)</script>";

/// Words of the text, found by themselves.
fn words(part: &str) -> Words {
    let byte = TEXT.find(part).expect("the words are in the text");
    let start = TEXT[..byte].chars().count();
    Words { text: part.to_owned(), start, end: start + part.chars().count() }
}

fn corpus() -> Corpus {
    let article = |id: &str, outlet: &str| ArticleEntry {
        id: id.to_owned(),
        title: Some("</title><script>alert(2)</script>".to_owned()),
        date: Some("2031-03-04".to_owned()),
        outlet: Some(outlet.to_owned()),
        text: Some(TEXT.to_owned()),
        story: id.to_owned(),
        ..ArticleEntry::default()
    };
    let speaker = |name: &str| SpeakerEntry {
        id: name.to_lowercase(),
        name: name.to_owned(),
        kind: SpeakerKind::Person,
        role: None,
        affiliation: None,
    };
    let statement = |article: usize, speaker: usize| StatementEntry {
        id: format!("s{article}"),
        article,
        kind: StatementKind::Direct,
        words: words("“Kestonia lied to us – twice,”"),
        fragments: Vec::new(),
        speaker: Some(speaker),
        speaker_role: Some("analyst".to_owned()),
        speaker_affiliation: None,
        speaker_mention: Some(words("Ilse Brandt")),
        cue: Some(words("said")),
        content_confidence: 0.98,
        speaker_confidence: Some(0.9),
        quotation: "s0".to_owned(),
        source: LabelSource::Model,
    };
    let stance = |statement: usize| StanceEntry {
        statement,
        actor: 0,
        mention: words("Kestonia"),
        n_mentions: 1,
        mention_role: MentionRole::Name,
        stance: Stance::Unfavorable,
        score: -0.8,
        probabilities: [0.85, 0.1, 0.05],
        abstained: false,
        outlook: None,
        perspective: Some(Perspective::Speaker),
        holder: None,
        modality: Some(Modality::Possible),
        evidence: words("“Kestonia lied to us – twice,”"),
        source: LabelSource::Model,
    };
    Corpus {
        articles: vec![article("a", "Harbour Post"), article("b", "\"><img src=x onerror=alert(3)>")],
        speakers: vec![speaker("Ilse Brandt"), speaker("Tomas <b>Varga</b>")],
        actors: vec![ActorEntry { id: "kestonia".to_owned(), name: "Kestonia".to_owned(), kind: ActorKind::State }],
        statements: vec![statement(0, 0), statement(1, 1)],
        stances: vec![stance(0), stance(1)],
        origins: vec![Origin {
            version: "0.3.0".to_owned(),
            model: "small".to_owned(),
            model_sha256: "0123456789abcdef".to_owned(),
            engine: "rten".to_owned(),
        }],
    }
}

fn view() -> View {
    let pair = |speaker: usize, interval: Option<(f64, f64)>, finding: Finding| Pair {
        speaker,
        actor: 0,
        n: 1,
        stories: if interval.is_some() { 6 } else { 1 },
        abstained: 0,
        mean: Some(-0.8),
        interval,
        shares: [1.0, 0.0, 0.0],
        finding,
    };
    let moment = |month: &str, interval| Moment {
        actor: 0,
        label: format!("2031-{month}"),
        days: (format!("2031-{month}-01"), format!("2031-{month}-28")),
        n: 1,
        stories: 1,
        mean: -0.8,
        interval,
    };
    View {
        pairs: vec![pair(0, Some((-0.9, -0.7)), Finding::Unfavorable), pair(1, None, Finding::TooFew)],
        differences: Some(vec![Difference {
            speakers: [0, 1],
            actor: 0,
            stories: [6, 5],
            difference: 0.25,
            interval: Some((0.1, 0.4)),
            p: Some(0.0004),
            q: Some(0.0008),
            differs: true,
        }]),
        moments: vec![moment("03", Some((-0.9, -0.6))), moment("04", None)],
        spreads: vec![Spread {
            actor: 0,
            speakers: 2,
            n: 2,
            agreement: Some(1.0),
            variance: Some(0.0),
            examples: vec![Example { stance: Stance::Unfavorable, statement: 1, score: -0.8, random: true }],
        }],
        counted: vec![true, true],
        copies: 1,
        methods: "Scored by a program & not audited.".to_owned(),
    }
}

fn page() -> String {
    Page::new(&corpus(), &view(), "Talks <at> Port Selm", None).html()
}

/// The values of an attribute.
fn values<'a>(page: &'a str, attribute: &str) -> Vec<&'a str> {
    let start = format!(" {attribute}=\"");
    page.split(&start).skip(1).filter_map(|rest| rest.split('"').next()).collect()
}

/// Without the page's own style and script.
fn body(page: &str) -> String {
    page.replace(STYLE, "").replace(SCRIPT, "")
}

#[test]
fn the_same_corpus_makes_the_same_page() {
    assert_eq!(page(), page());
}

#[test]
fn every_link_leads_to_a_place() {
    let page = body(&page());
    let places: BTreeSet<&str> = values(&page, "id").into_iter().collect();
    let links = values(&page, "href");
    assert!(links.len() > 15);
    for link in links {
        assert!(places.contains(&link[1..]), "nothing at {link}");
    }
    assert_eq!(places.len(), values(&page, "id").len(), "a place has a name of its own");
}

#[test]
fn nothing_of_an_article_is_markup() {
    let page = body(&page());
    assert_eq!(page.matches("<script").count(), 1);
    assert!(!page.contains("<img") && !page.contains("<b>Varga"));
    assert!(page.contains("&lt;script&gt;alert(1)&lt;/script&gt;"), "the words themselves are shown");
    assert!(page.contains("<title>Talks &lt;at&gt; Port Selm</title>"));
}

#[test]
fn the_policy_names_the_style_and_the_script() {
    let page = page();
    let policy = "default-src &#39;none&#39;; style-src &#39;sha256-";
    assert!(page.contains(policy), "{}", &page[..600]);
    assert!(page.contains(&digest(SCRIPT)) && page.contains(&digest(STYLE)));
    assert!(!SCRIPT.contains("</script") && !STYLE.contains("</style") && !SCRIPT.contains("innerHTML"));
}

#[test]
fn an_audit_is_cited_where_the_page_says_what_it_is() {
    let page = body(&Page::new(&corpus(), &view(), "t", Some("The coders <b>were</b> right.")).html());
    assert!(page.contains("<b>Audited on a sample.</b>") && page.contains("The coders &lt;b&gt;were&lt;/b&gt; right."));
    assert!(!page.contains("Nobody has yet checked"));
}

#[test]
fn the_words_are_those_of_the_codebook() {
    let page = body(&page());
    assert!(
        page.contains("Portrayals of <b>Kestonia</b> by Ilse Brandt and Tomas &lt;b&gt;Varga&lt;/b&gt; differ by ")
    );
    assert!(page.contains("present <b>Kestonia</b> unfavorably: "));
    assert!(page.contains("<b>Not audited.</b>"));
    assert!(page.contains("1 copy of a quotation was set aside."));
    for word in ["disagree", "support", "bias", "NaN", "inf"] {
        assert!(!page.split(|c: char| !c.is_alphabetic()).any(|found| found == word), "{word}");
    }
}

#[test]
fn a_statement_is_marked_in_its_passage() {
    let page = body(&page());
    let passage = page.split("<p class=\"passage\">").nth(1).and_then(|rest| rest.split("</p>").next()).unwrap();
    assert_eq!(
        passage,
        "<mark class=\"st\">“<mark class=\"ac u\">Kestonia</mark> lied to us – twice,”</mark> <mark class=\"cu\">said</mark> \
         <mark class=\"sp\">Ilse Brandt</mark>. &lt;script&gt;alert(1)&lt;/script&gt;"
    );
    assert!(page.contains("unfavorable 0.85, neutral 0.10, favorable 0.05"));
    assert!(page.contains("<span class=\"flag\">possible</span>"));
    assert!(page.contains("repeats a quotation printed before"), "the second statement repeats the first");
}

#[test]
fn few_stories_are_grey_and_without_a_finding() {
    let page = body(&page());
    let cells: Vec<&str> =
        page.split("<td class=\"").skip(1).filter(|cell| cell.contains("<b class=\"num\">")).collect();
    assert!(cells[0].starts_with("u4\"") && cells[0].contains("−0.90 to −0.70") && cells[0].contains("▼ unfavorable"));
    let second = cells[1].split("</td>").next().unwrap();
    assert!(second.starts_with("few\"") && second.contains("n 1 · 1 story") && !second.contains("unfavorable"));
}

#[test]
fn a_text_that_was_not_kept_leaves_the_statement() {
    let mut corpus = corpus();
    corpus.articles.iter_mut().for_each(|article| article.text = None);
    let page = Page::new(&corpus, &view(), "t", None).html();
    assert!(page.contains("<p class=\"passage\"><mark class=\"st\">“<mark class=\"ac u\">Kestonia</mark> lied"));
}

#[test]
fn an_empty_corpus_has_a_page() {
    let (corpus, view) = (Corpus::default(), View::default());
    let page = body(&Page::new(&corpus, &view, "t", None).html());
    assert!(page.contains("0 attributed statements") && !page.contains("id=\"differences\""));
    let places: BTreeSet<&str> = values(&page, "id").into_iter().collect();
    assert!(values(&page, "href").iter().all(|link| places.contains(&link[1..])));
}

#[test]
fn charts_are_drawn_of_what_is_there() {
    let charts = crate::charts::charts(&corpus(), &view()).unwrap();
    let names: Vec<&str> = charts.iter().map(|chart| chart.name.as_str()).collect();
    assert_eq!(
        names,
        [
            "heatmap.png",
            "heatmap.svg",
            "network.png",
            "network.svg",
            "timeline.png",
            "timeline.svg",
            "dispersion.png",
            "dispersion.svg"
        ]
    );
    for chart in &charts {
        if chart.name.ends_with("png") {
            assert_eq!(&chart.bytes[..8], b"\x89PNG\r\n\x1a\n");
        } else {
            let svg = String::from_utf8(chart.bytes.clone()).unwrap();
            assert!(svg.contains("Kestonia") && !svg.contains("<b>Varga"), "{}", chart.name);
        }
    }
    assert_eq!(charts, crate::charts::charts(&corpus(), &view()).unwrap());
    assert!(crate::charts::charts(&Corpus::default(), &View::default()).unwrap().is_empty());
}

#[test]
fn hashes_are_written_in_base_64() {
    let cases =
        [("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foob", "Zm9vYg=="), ("foobar", "Zm9vYmFy")];
    for (plain, encoded) in cases {
        assert_eq!(base64(plain.as_bytes()), encoded);
    }
}
