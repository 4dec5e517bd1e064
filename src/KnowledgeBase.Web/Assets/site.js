// Comfort on top of pages that work without it: suggestions while typing, and a long document's part for #page=N.
"use strict";

// The search field as a combobox with a list (WAI-ARIA authoring practices): the field keeps the focus, arrows move the
// active option, Enter takes it, Escape closes the list.
function suggest(input) {
  const list = document.createElement("ul");
  const status = document.createElement("div");
  list.className = "suggestions";
  list.id = input.id + "-suggestions";
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", input.dataset.title);
  list.hidden = true;
  status.className = "sr";
  status.setAttribute("role", "status");
  input.setAttribute("role", "combobox");
  input.setAttribute("aria-autocomplete", "list");
  input.setAttribute("aria-expanded", "false");
  input.setAttribute("aria-controls", list.id);
  input.after(list, status);

  let asked = 0, timer = 0, active = -1;

  const close = () => {
    asked++;
    list.hidden = true;
    active = -1;
    input.setAttribute("aria-expanded", "false");
    input.removeAttribute("aria-activedescendant");
  };
  const activate = index => {
    const options = list.children;
    if (active >= 0) options[active].setAttribute("aria-selected", "false");
    active = (index + options.length) % options.length;
    options[active].setAttribute("aria-selected", "true");
    options[active].scrollIntoView({ block: "nearest" });
    input.setAttribute("aria-activedescendant", options[active].id);
  };
  const take = option => {
    input.value = option.textContent;
    close();
    input.form.requestSubmit();
  };
  const show = suggestions => {
    list.replaceChildren(...suggestions.map((suggestion, i) => {
      const option = document.createElement("li");
      option.id = `${list.id}-${i}`;
      option.dir = "auto";
      option.setAttribute("role", "option");
      option.setAttribute("aria-selected", "false");
      option.textContent = suggestion.text;
      option.addEventListener("mousedown", event => { event.preventDefault(); take(option); });
      return option;
    }));
    active = -1;
    input.removeAttribute("aria-activedescendant");
    list.hidden = suggestions.length === 0;
    input.setAttribute("aria-expanded", String(suggestions.length > 0));
    status.textContent = suggestions.length > 0 ? input.dataset.ready.replace("{0}", suggestions.length) : input.dataset.none;
  };
  const ask = async () => {
    const turn = ++asked;
    const typed = input.value.trim();
    if (typed.length < 2) { close(); return; }
    try {
      const answer = await fetch(`${input.dataset.suggest}?q=${encodeURIComponent(typed)}`);
      if (!answer.ok) return;
      const { suggestions } = await answer.json();
      if (turn === asked) show(suggestions);
    } catch {
      if (turn === asked) close(); // Offline: the field still searches.
    }
  };

  input.addEventListener("input", () => { clearTimeout(timer); timer = setTimeout(ask, 150); });
  input.addEventListener("blur", close);
  input.addEventListener("keydown", event => {
    if (event.key === "Escape" && !list.hidden) { event.preventDefault(); close(); }
    if (list.hidden) return;
    if (event.key === "ArrowDown") { event.preventDefault(); activate(active + 1); }
    if (event.key === "ArrowUp") { event.preventDefault(); activate(active < 0 ? -1 : active - 1); }
    if (event.key === "Enter" && active >= 0) { event.preventDefault(); take(list.children[active]); }
  });
}

// A cited #page=412 of a long document stands in another part of it: the page list has a link there.
function goToPart() {
  const place = /^#page=\d+$/.test(location.hash) && document.getElementById(location.hash.slice(1));
  if (place && place.dataset.part) location.replace(place.dataset.part);
}

document.querySelectorAll("input[data-suggest]").forEach(suggest);
goToPart();
addEventListener("hashchange", goToPart);
