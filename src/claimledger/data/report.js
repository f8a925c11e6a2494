(() => {
  "use strict";
  const form = document.getElementById("filter");
  const status = document.getElementById("matches");
  const expand = document.getElementById("expand");
  const fold = (text) => (text || "").normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();

  const claims = Array.from(document.querySelectorAll(".claim"), (element) => {
    const [first, last] = (element.dataset.d || "/").split("/");
    return {
      element,
      first,
      last: last || "9999",
      dated: "d" in element.dataset,
      speaker: fold(element.dataset.s),
      agency: fold(element.dataset.a),
      place: fold(element.dataset.p),
      words: "",
    };
  });
  const articles = Array.from(document.querySelectorAll(".from"), (element) => ({
    element,
    title: fold(element.querySelector("h3").textContent),
    claims: element.getElementsByClassName("claim"),
  }));
  const others = Array.from(document.querySelectorAll("[data-c]"), (element) => ({
    element,
    ids: element.dataset.c.split(" "),
    mark: element.localName === "a",
  }));

  const readWords = () => {
    if (!claims.length || claims[0].words) return;
    const titles = new Map(articles.map((one) => [one.element, one.title]));
    for (const claim of claims) {
      const { element } = claim;
      claim.words = `${titles.get(element.parentElement)} ${fold(element.firstElementChild.textContent)}`;
    }
  };

  const passes = (claim, want) =>
    claim.speaker.includes(want.speaker) &&
    claim.agency.includes(want.agency) &&
    claim.place.includes(want.place) &&
    (!(want.first || want.last) ||
      (claim.dated && (!want.last || claim.first <= want.last) && (!want.first || claim.last >= want.first))) &&
    want.words.every((word) => claim.words.includes(word));

  const apply = () => {
    const value = (name) => form.elements[name].value.trim();
    const want = {
      speaker: fold(value("speaker")),
      agency: fold(value("agency")),
      place: fold(value("place")),
      first: value("first"),
      last: value("last"),
      words: fold(value("words")).split(/\s+/).filter(Boolean),
    };
    if (want.words.length) readWords();
    const shown = new Set();
    for (const claim of claims) {
      const show = passes(claim, want);
      if (show) shown.add(claim.element.id);
      if (claim.element.hidden === show) claim.element.hidden = !show;
    }
    for (const { element, claims: own } of articles) {
      element.hidden = !Array.from(own).some((one) => !one.hidden);
    }
    for (const { element, ids, mark } of others) {
      const show = ids.some((id) => shown.has(id));
      if (mark) element.classList.toggle("off", !show);
      else element.hidden = !show;
    }
    status.textContent =
      shown.size === claims.length ? "" : `${shown.size.toLocaleString("en")} of ${claims.length.toLocaleString("en")} claims`;
  };

  let waiting = 0;
  const soon = () => {
    clearTimeout(waiting);
    waiting = setTimeout(apply, 80);
  };

  const open = () => {
    const claim = document.getElementById(location.hash.slice(1));
    if (!claim || !claim.classList.contains("claim")) return;
    claim.hidden = claim.parentElement.hidden = false;
    claim.open = true;
    claim.firstElementChild.focus({ preventScroll: true });
    claim.scrollIntoView({ block: "start" });
  };

  form.hidden = expand.hidden = false;
  form.querySelector("details").open = matchMedia("(min-width: 60rem)").matches;
  form.addEventListener("input", soon);
  form.addEventListener("reset", soon);
  form.addEventListener("submit", (event) => event.preventDefault());
  expand.addEventListener("click", () => {
    const all = claims.filter(({ element }) => !element.hidden);
    const closed = all.some(({ element }) => !element.open);
    for (const { element } of all) element.open = closed;
    expand.textContent = closed ? "Close all" : "Expand all shown";
  });
  addEventListener("hashchange", open);
  // What a search needs is read while nobody waits for it.
  window.requestIdleCallback?.(readWords);
  if (location.hash) open();
  apply();
})();
