//! HTML that cannot carry anything foreign: element and attribute names are fixed in the program, and all else is escaped.

use std::fmt::Write as _;

/// A fixed name and any value, which is escaped.
pub(super) type Attribute<'a> = (&'static str, &'a str);

/// A document under construction. There is no way to add text from outside that is not escaped: names of elements and attributes
/// and verbatim text are `'static`, links lead only to places in the document, and handlers and inline styles are refused.
#[derive(Debug, Default)]
pub(super) struct Html {
    out: String,
}

impl Html {
    /// The document so far.
    pub(super) fn into_string(self) -> String {
        self.out
    }

    /// Text that is part of the program, as it is.
    pub(super) fn verbatim(&mut self, words: &'static str) {
        self.out.push_str(words);
    }

    /// Text, escaped. Control characters other than line ends and tabs are left out.
    pub(super) fn text(&mut self, words: &str) {
        escape(words, &mut self.out);
    }

    /// An element with what `inside` writes.
    pub(super) fn el(&mut self, name: &'static str, attributes: &[Attribute<'_>], inside: impl FnOnce(&mut Self)) {
        self.open(name, attributes);
        inside(self);
        self.close(name);
    }

    /// An element that holds words alone.
    pub(super) fn leaf(&mut self, name: &'static str, attributes: &[Attribute<'_>], words: &str) {
        self.el(name, attributes, |h| h.text(words));
    }

    /// A link to the place `target` of this document. A script, where there is one, turns it into the search `query`.
    pub(super) fn link(&mut self, target: &str, query: &str, label: Option<&str>, inside: impl FnOnce(&mut Self)) {
        let place = format!("#{target}");
        let mut attributes = vec![("href", place.as_str())];
        if !query.is_empty() {
            attributes.push(("data-q", query));
        }
        attributes.extend(label.map(|label| ("aria-label", label)));
        self.el("a", &attributes, inside);
    }

    /// The start of an element, to be closed by [`close`](Self::close).
    pub(super) fn open(&mut self, name: &'static str, attributes: &[Attribute<'_>]) {
        self.out.push('<');
        self.out.push_str(name);
        for (attribute, value) in attributes {
            let safe = !attribute.starts_with("on") && *attribute != "style" && *attribute != "src";
            assert!(
                safe && (*attribute != "href" || value.starts_with('#')),
                "an attribute that could run or load: {attribute}"
            );
            self.out.push(' ');
            self.out.push_str(attribute);
            if !value.is_empty() {
                self.out.push_str("=\"");
                escape(value, &mut self.out);
                self.out.push('"');
            }
        }
        self.out.push('>');
    }

    /// The end of an element.
    pub(super) fn close(&mut self, name: &'static str) {
        let _ = write!(self.out, "</{name}>");
    }
}

fn escape(words: &str, out: &mut String) {
    for c in words.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            '\n' | '\t' => out.push(c),
            c if c.is_control() => {}
            c => out.push(c),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hostile_words_are_words() {
        let mut page = Html::default();
        page.el("p", &[("title", "\" onload=\"x()")], |h| h.text("</p><script>alert('1')</script>\u{0}&amp; ]]>"));
        assert_eq!(
            page.into_string(),
            "<p title=\"&quot; onload=&quot;x()\">&lt;/p&gt;&lt;script&gt;alert(&#39;1&#39;)&lt;/script&gt;&amp;amp; ]]&gt;</p>"
        );
    }

    #[test]
    fn a_link_leads_to_a_place_of_the_page() {
        let mut page = Html::default();
        page.link("p-1-2", "s=1&a=2", Some("12 statements"), |h| h.text("12"));
        assert_eq!(page.into_string(), "<a href=\"#p-1-2\" data-q=\"s=1&amp;a=2\" aria-label=\"12 statements\">12</a>");
    }

    #[test]
    #[should_panic(expected = "could run or load: href")]
    fn a_link_out_of_the_page_is_refused() {
        Html::default().open("a", &[("href", "javascript:alert(1)")]);
    }

    #[test]
    #[should_panic(expected = "could run or load: onclick")]
    fn a_handler_is_refused() {
        Html::default().open("a", &[("onclick", "alert(1)")]);
    }
}
