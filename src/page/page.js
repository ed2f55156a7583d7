"use strict";
// Filters, searches behind links, and tables that sort. Nothing here makes HTML from text: names are set as text content.
(() => {
  const id = (name) => document.getElementById(name);
  document.documentElement.classList.add("js");
  const form = id("filters"), found = id("found"), section = id("statements"), list = id("list");
  const articles = [...list.querySelectorAll(".article")].map((box) => ({
    box,
    day: box.dataset.d,
    outlet: box.dataset.o,
    statements: [...box.querySelectorAll(".s")].map((box) => ({
      box,
      speaker: box.dataset.s,
      portrayals: [...box.querySelectorAll(".ev > li")].map((box) => ({
        box, actor: box.dataset.a, stance: box.dataset.t, counts: box.dataset.c === "1",
      })),
    })),
  }));
  const all = articles.reduce((sum, article) => sum + article.statements.length, 0);
  const controls = { s: id("f-s"), a: id("f-a"), o: id("f-o"), t: id("f-t"), from: id("f-from"), to: id("f-to") };
  const counted = id("f-c");
  const OPENED = 80, PRINTED = 150;

  // A control shows one choice; a search may hold several, "3,7", which become a choice of their own.
  const choose = (control, value) => {
    if (control.tagName === "SELECT" && value && ![...control.options].some((option) => option.value === value)) {
      const names = value.split(",").map((one) => [...control.options].find((option) => option.value === one)?.textContent);
      if (names.includes(undefined)) return "";
      control.add(new Option(names.join(" or "), value));
    }
    control.value = value;
    return value;
  };

  const query = () => {
    const parts = Object.entries(controls).filter(([, control]) => control.value).map(([key, control]) => key + "=" + control.value);
    if (counted.checked) parts.push("c=1");
    return parts.join("&");
  };

  const described = () => {
    const words = ["s", "a", "o", "t"].filter((key) => controls[key].value)
      .map((key) => controls[key].labels[0].firstChild.textContent.toLowerCase() + " " + controls[key].selectedOptions[0].textContent);
    if (controls.from.value) words.push("from " + controls.from.value);
    if (controls.to.value) words.push("to " + controls.to.value);
    if (counted.checked) words.push("counted in a mean");
    return words.join(" · ");
  };

  const apply = () => {
    const any = (control) => { const set = control.value ? new Set(control.value.split(",")) : null; return (value) => !set || set.has(value); };
    const [speaker, actor, outlet, stance] = [any(controls.s), any(controls.a), any(controls.o), any(controls.t)];
    const byPortrayal = controls.a.value || controls.t.value || counted.checked;
    let shown = 0, inArticles = 0;
    const hits = [];
    for (const article of articles) {
      const { from, to } = controls;
      const in_time = (!from.value || (article.day && article.day >= from.value)) && (!to.value || (article.day && article.day <= to.value));
      const here = in_time && outlet(article.outlet);
      let n = 0;
      for (const statement of article.statements) {
        let hit = here && speaker(statement.speaker);
        if (hit && byPortrayal) {
          hit = false;
          for (const p of statement.portrayals) {
            const match = actor(p.actor) && stance(p.stance) && (!counted.checked || p.counts);
            p.box.classList.toggle("off", !match);
            hit = hit || match;
          }
        } else {
          statement.portrayals.forEach((p) => p.box.classList.remove("off"));
        }
        statement.box.hidden = !hit;
        if (hit) n += 1;
      }
      article.box.hidden = n === 0;
      if (n) { shown += n; inArticles += 1; hits.push(article.box); }
    }
    const filtered = query() !== "";
    const open = filtered && shown <= OPENED;
    articles.forEach((article) => { article.box.open = open && !article.box.hidden; });
    if (filtered && !open && hits.length) hits[0].open = true;
    section.classList.toggle("long", shown > PRINTED);
    const n = (count, one, many) => count.toLocaleString("en-GB") + " " + (count === 1 ? one : many);
    found.textContent = filtered
      ? n(shown, "statement", "statements") + " of " + all.toLocaleString("en-GB") + " in " + n(inArticles, "article", "articles") + ": " + described()
      : n(all, "statement", "statements") + " in " + n(articles.length, "article", "articles") + ".";
  };

  const follow = () => {
    const hash = decodeURIComponent(location.hash);
    if (hash.startsWith("#q:")) {
      const asked = new URLSearchParams(hash.slice(3));
      for (const [key, control] of Object.entries(controls)) choose(control, asked.get(key) ?? "");
      counted.checked = asked.get("c") === "1";
      apply();
      found.scrollIntoView();
      found.focus({ preventScroll: true });
      return;
    }
    const place = hash.length > 1 ? document.getElementById(hash.slice(1)) : null;
    if (place && place.closest("#list")) {
      if (place.closest("[hidden]")) { form.reset(); apply(); }
      place.closest("details").open = true;
      place.scrollIntoView();
    } else if (place) {
      for (let box = place.closest("details"); box; box = box.parentElement.closest("details")) box.open = true;
      place.scrollIntoView();
    }
  };

  form.hidden = false;
  form.addEventListener("submit", (event) => event.preventDefault());
  for (const event of ["input", "change"]) form.addEventListener(event, () => { history.replaceState(null, "", "#q:" + query()); apply(); });
  form.addEventListener("reset", () => setTimeout(() => { history.replaceState(null, "", "#statements"); apply(); }));
  for (const link of document.querySelectorAll("a[data-q]")) link.setAttribute("href", "#q:" + link.dataset.q);
  addEventListener("hashchange", follow);
  addEventListener("beforeprint", () => {
    if (!section.classList.contains("long")) articles.forEach((article) => { article.box.open = !article.box.hidden; });
  });

  for (const table of document.querySelectorAll("table.sorts")) {
    const body = table.tBodies[0];
    [...table.tHead.rows[0].cells].forEach((head, column) => {
      if (head.dataset.fixed !== undefined) return;
      const button = document.createElement("button");
      button.type = "button";
      button.append(...head.childNodes);
      head.append(button);
      button.addEventListener("click", () => {
        const up = head.getAttribute("aria-sort") === "descending";
        [...table.tHead.rows[0].cells].forEach((other) => other.removeAttribute("aria-sort"));
        head.setAttribute("aria-sort", up ? "ascending" : "descending");
        const key = (row) => row.cells[column].dataset.v ?? row.cells[column].textContent;
        const rows = [...body.rows].map((row) => ({ row, key: key(row), number: Number.parseFloat(key(row)) }));
        const numbers = rows.every((one) => one.key === "" || !Number.isNaN(one.number));
        // What is missing stays last, whichever way the rest goes.
        rows.sort((x, y) => {
          if (x.key === "" || y.key === "") return (x.key === "") - (y.key === "");
          const order = numbers ? x.number - y.number : x.key.localeCompare(y.key, "en");
          return up ? order : -order;
        });
        body.append(...rows.map((one) => one.row));
      });
    });
  }
  follow();
})();
