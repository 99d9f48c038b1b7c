"use strict";
// Everything here is comfort: without it the page shows the same, only unsorted and unfiltered.
(() => {
  const all = (selector, root = document) => [...root.querySelectorAll(selector)];
  const byId = (id) => document.getElementById(id);

  // --- tables sort by any column, what has no value last ---
  const valueOf = (row, column) => {
    const cell = row.cells[column];
    const text = (cell.dataset.value ?? cell.textContent).trim();
    const figure = Number(text.replace(/[,$s]/g, "").replace("−", "-"));
    return text === "" || text === "–" ? null : Number.isNaN(figure) ? text : figure;
  };
  const compare = (one, other) => {
    if (one === null || other === null) return (one === null) - (other === null);
    if (typeof one === "number" && typeof other === "number") return one - other;
    return String(one).localeCompare(String(other));
  };
  const sortBy = (table, head) => {
    const down = head.getAttribute("aria-sort") === "ascending";
    all("th", table.tHead).forEach((th) => th.removeAttribute("aria-sort"));
    head.setAttribute("aria-sort", down ? "descending" : "ascending");
    const keyed = all("tr", table.tBodies[0]).map((row) => [valueOf(row, head.cellIndex), row]);
    keyed.sort(([one], [other]) =>
      down && one !== null && other !== null ? compare(other, one) : compare(one, other));
    table.tBodies[0].append(...keyed.map(([, row]) => row));
  };
  for (const table of all("table.sortable")) {
    for (const head of all("thead th", table)) {
      const button = document.createElement("button");
      button.type = "button";
      button.append(...head.childNodes);
      head.append(button);
      button.addEventListener("click", () => sortBy(table, head));
    }
  }

  // --- one filter for cases, metrics, outcomes and words ---
  const form = document.querySelector(".filter");
  const cases = all(".case").map((element) => ({
    element,
    key: element.dataset.case,
    trials: all("details.trial", element),
    groups: all(".group", element).map((group) => ({
      group,
      rows: all(".row", group).map((row) => ({
        row,
        flipped: "flipped" in row.dataset,
        said: all(".judgement", row).flatMap((judgement) => {
          const votes = all(".vote", judgement);
          const outcome = judgement.dataset.outcome;
          return votes.length
            ? votes.map((vote) => ({ outcome, metric: vote.dataset.metric }))
            : [{ outcome, metric: "" }];
        }),
      })).concat(all(".measure", group).map((row) => ({
        row,
        flipped: false,
        said: [{ outcome: row.dataset.outcome, metric: row.dataset.metric }],
      }))),
    })),
  }));

  const wish = () => ({
    words: byId("filter-text").value.trim().toLowerCase(),
    case: byId("filter-case").value,
    metric: byId("filter-metric").value,
    outcomes: new Set(all("[name=outcome]:checked", form).map((box) => box.value)),
    flipped: byId("filter-flipped")?.checked ?? false,
  });
  const fits = (item, asked) =>
    (!asked.flipped || item.flipped) &&
    item.said.some((one) =>
      (!asked.metric || one.metric === asked.metric) &&
      (!asked.outcomes.size || asked.outcomes.has(one.outcome))) &&
    (!asked.words || item.row.textContent.toLowerCase().includes(asked.words));

  const filterCases = (asked, narrow) => {
    let shown = 0;
    let total = 0;
    for (const one of cases) {
      let here = 0;
      for (const { group, rows } of one.groups) {
        const kept = rows.filter((item) => {
          const keep = fits(item, asked) && (!asked.case || one.key === asked.case);
          item.row.hidden = !keep;
          return keep;
        });
        group.hidden = narrow && !kept.length;
        if (narrow && kept.length && !group.matches(".figures")) group.open = true;
        if (narrow && group.matches(".figures")) group.open = kept.length > 0;
        const items = group.matches(".figures") && !narrow ? 0 : kept.length;
        here += items;
        total += group.matches(".figures") && !narrow ? 0 : rows.length;
      }
      one.element.hidden = (asked.case && one.key !== asked.case) || (narrow && !here);
      if (narrow) one.trials.forEach((trial) => { trial.open = true; });
      if (narrow || asked.case) one.element.open = here > 0;
      shown += here;
    }
    byId("found").value = narrow ? `${shown} of ${total} items` : "";
  };
  const filterTables = (asked) => {
    all("#metrics tbody tr").forEach((row) => {
      row.hidden = Boolean(asked.metric) && row.dataset.metric !== asked.metric;
    });
    all("#matrix tbody tr").forEach((row) => {
      row.hidden = Boolean(asked.case) && row.dataset.case !== asked.case;
    });
    all("#matrix [data-metric]").forEach((cell) => {
      cell.hidden = Boolean(asked.metric) && cell.dataset.metric !== asked.metric;
    });
    all(".flip").forEach((flip) => {
      const { case: key, metric, outcome } = flip.dataset;
      flip.hidden = Boolean(
        (asked.case && key !== asked.case) || (asked.metric && metric !== asked.metric) ||
        (asked.outcomes.size && !asked.outcomes.has(outcome)) ||
        (asked.words && !flip.textContent.toLowerCase().includes(asked.words)));
    });
  };
  const apply = () => {
    const asked = wish();
    const narrow = Boolean(asked.words || asked.metric || asked.outcomes.size || asked.flipped);
    filterCases(asked, narrow);
    filterTables(asked);
  };
  let waiting = 0;
  form.hidden = false;
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(apply, 120);
  });
  form.addEventListener("reset", () => setTimeout(apply));

  const expand = byId("expand");
  expand.addEventListener("click", () => {
    const open = expand.textContent === "Open all";
    all(".case, details.trial, .case .group").forEach((details) => { details.open = open; });
    expand.textContent = open ? "Close all" : "Open all";
  });

  // --- an address opens what it names ---
  // The brief has its own scroll bar: a row that is chosen brings its claim into view there.
  const bringClaims = (row) => {
    const claim = byId(row.dataset.claims.split(" ")[0]);
    const pane = claim?.closest(".reading");
    if (!pane || pane.scrollHeight <= pane.clientHeight) return;
    const [inner, outer] = [claim.getBoundingClientRect(), pane.getBoundingClientRect()];
    if (inner.top < outer.top || inner.bottom > outer.bottom) {
      pane.scrollTop += inner.top - outer.top - outer.height / 3;
    }
  };
  const reveal = () => {
    const target = byId(location.hash.slice(1));
    if (!target) return;
    if (target.closest("[hidden]")) {
      form.reset();
      apply();
    }
    for (let at = target; at; at = at.parentElement) if (at.matches("details")) at.open = true;
    const shown = target.closest(".row") ?? target;
    const goThere = () => shown.scrollIntoView({ block: shown.matches("details") ? "start" : "center" });
    goThere();
    requestAnimationFrame(() => requestAnimationFrame(goThere)); // what it opened now has its size
    if (shown.matches(".row")) bringClaims(shown);
  };
  addEventListener("hashchange", reveal);
  reveal();

  // --- n and p walk through what did not pass, / searches ---
  let here = null;
  const walk = (step) => {
    const open = all(".row:not([hidden])").filter((row) =>
      row.querySelector(".judgement.fail, .judgement.partial, .judgement.none") &&
      !row.closest("[hidden]"));
    if (!open.length) return;
    const at = open.indexOf(here);
    here = open[at < 0 ? (step > 0 ? 0 : open.length - 1) : (at + step + open.length) % open.length];
    const vote = here.querySelector(".judgement.fail .vote, .judgement.partial .vote");
    if (vote) location.hash = vote.getAttribute("href");
    else here.scrollIntoView({ block: "center" });
    light(here);
  };
  byId("next").addEventListener("click", () => walk(1));
  byId("previous").addEventListener("click", () => walk(-1));
  addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.target.matches("input, select, textarea")) return;
    if (event.key === "n") walk(1);
    else if (event.key === "p") walk(-1);
    else if (event.key === "/") {
      event.preventDefault();
      byId("filter-text").focus();
    }
  });

  // --- pointing at a citation shows its quote, pointing at a fact lights its claims ---
  const tip = byId("tip");
  const showTip = (mark) => {
    const figure = byId(mark.getAttribute("href").slice(1));
    if (!figure) return;
    const name = document.createElement("b");
    name.textContent = figure.querySelector("figcaption").textContent;
    tip.replaceChildren(name, figure.querySelector("blockquote").textContent);
    tip.hidden = false;
    const box = mark.getBoundingClientRect();
    const left = Math.max(8, Math.min(box.left, innerWidth - tip.offsetWidth - 8));
    const above = box.top > tip.offsetHeight + 12;
    tip.style.left = `${left + scrollX}px`;
    tip.style.top = `${scrollY + (above ? box.top - tip.offsetHeight - 6 : box.bottom + 6)}px`;
  };
  const light = (row) => {
    all(".claim.lit").forEach((claim) => claim.classList.remove("lit"));
    const claims = row ? row.dataset.claims.split(" ").filter(Boolean) : [];
    claims.forEach((id) => byId(id)?.classList.add("lit"));
  };
  const point = (event) => {
    const mark = event.target.closest?.(".mark");
    if (mark) showTip(mark);
    else tip.hidden = true;
    light(event.target.closest?.(".row"));
  };
  document.addEventListener("click", (event) => {
    const row = event.target.closest(".row");
    if (row && !event.target.closest(".claim-link")) bringClaims(row);
  });
  document.addEventListener("pointerover", point);
  document.addEventListener("focusin", point);
  addEventListener("scroll", () => { tip.hidden = true; }, { passive: true });
})();
