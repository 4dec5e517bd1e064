// Many files and folders at once, with a line and a progress bar each. The page's form does the same without this script.
"use strict";

(() => {
  const form = document.getElementById("upload");
  if (!form) return;
  const words = form.dataset;
  const drop = form.querySelector(".drop");
  const input = form.querySelector("input[type=file]");
  const atOnce = 3, pollEvery = 700;
  const spoken = `?lang=${document.documentElement.lang}`;
  const lines = [];
  let sending = 0, polling = false, asked = 0;

  // What the script adds: a hint to drop, a choice of folder, and the list of results.
  const hint = document.createElement("p");
  hint.textContent = words.drop;
  const folder = document.createElement("input");
  Object.assign(folder, { type: "file", multiple: true, webkitdirectory: true, id: "folder", className: "sr" });
  const folderButton = document.createElement("button");
  Object.assign(folderButton, { type: "button", className: "quiet", textContent: words.folder });
  folder.tabIndex = -1;
  folder.setAttribute("aria-hidden", "true");
  folderButton.addEventListener("click", () => folder.click());
  const pick = document.createElement("div");
  pick.className = "pick";
  pick.append(folderButton, folder);
  drop.prepend(hint);
  drop.append(pick);

  const section = document.createElement("section");
  const heading = document.createElement("h2");
  const status = document.createElement("p");
  const list = document.createElement("ul");
  const retry = document.createElement("button");
  section.hidden = true;
  section.setAttribute("aria-labelledby", "progress-heading");
  heading.id = "progress-heading";
  heading.textContent = words.result;
  status.setAttribute("role", "status");
  list.className = "queue";
  Object.assign(retry, { type: "button", className: "quiet", textContent: words.retry, hidden: true });
  retry.addEventListener("click", () => { lines.filter(l => l.bad).forEach(again); pump(); });
  section.append(heading, status, retry, list);
  form.after(section);

  const fill = (text, ...values) => values.reduce((t, v, i) => t.replace(`{${i}}`, v), text);
  const done = line => line.good || line.bad;

  function summarise() {
    section.hidden = lines.length === 0;
    const finished = lines.filter(done).length;
    const text = finished < lines.length
      ? fill(words.going, finished, lines.length)
      : fill(words.inAndNot, lines.filter(l => l.good).length, lines.filter(l => l.bad).length);
    if (status.textContent !== text) status.textContent = text;
    retry.hidden = finished < lines.length || !lines.some(l => l.bad);
  }

  function add(file, path) {
    const item = document.createElement("li");
    const line = { file, path, item, name: document.createElement("span"), state: document.createElement("span"),
      bar: document.createElement("progress"), why: document.createElement("span") };
    line.name.dir = "auto";
    line.name.textContent = path;
    line.bar.max = 1;
    line.bar.setAttribute("aria-label", path);
    line.why.className = "why";
    item.append(line.name, line.state, line.bar);
    list.append(item);
    lines.push(line);
    again(line);
  }

  function again(line) {
    Object.assign(line, { waits: true, good: false, bad: false, id: null, asked: 0 });
    line.why.remove();
    line.bar.value = 0;
    line.bar.hidden = false;
    line.state.className = "";
    line.state.textContent = "";
  }

  // The states of the API: indexed, duplicate, waiting, refused, failed; anything else is on its way.
  function show(line, state, reason) {
    line.good = ["indexed", "duplicate", "waiting"].includes(state);
    line.bad = ["refused", "failed", "lost"].includes(state);
    line.state.textContent = words[state === "lost" ? "failed" : state] ?? words.received;
    line.state.className = line.good ? "state-good" : line.bad ? "state-bad" : "";
    line.bar.hidden = done(line);
    if (reason) {
      line.why.textContent = reason;
      line.item.append(line.why);
    }
    if (line.id && !line.link) {
      line.link = document.createElement("a");
      line.link.href = `/documents/${encodeURIComponent(line.id)}`;
      line.link.dir = "auto";
      line.link.textContent = line.path;
      line.name.replaceWith(line.link);
    }
  }

  function pump() {
    for (const line of lines) {
      if (sending >= atOnce) break;
      if (line.waits) send(line);
    }
    summarise();
  }

  function send(line) {
    line.waits = false;
    sending++;
    line.state.textContent = words.sending;
    const body = new FormData();
    body.append("collection", form.elements.collection.value);
    body.append("metadata", JSON.stringify({ visibility: form.elements.visibility.value }));
    body.append("file", line.file, line.path);
    const request = new XMLHttpRequest();
    request.open("POST", words.api + spoken);
    request.setRequestHeader("X-Form-Token", form.elements["form-token"].value);
    request.responseType = "json";
    request.upload.addEventListener("progress", e => { if (e.lengthComputable) line.bar.value = e.loaded / e.total; });
    request.addEventListener("load", () => {
      const sent = request.response?.documents?.[0];
      if (sent) {
        line.id = sent.id;
        line.statusUrl = sent.statusUrl;
        show(line, sent.status, sent.reason);
        line.bar.removeAttribute("value");
      } else {
        show(line, "refused", request.response?.detail ?? words.lost);
      }
    });
    request.addEventListener("error", () => show(line, "lost", words.lost));
    request.addEventListener("loadend", () => { sending--; pump(); poll(); });
    request.send(body);
  }

  // Asks after the documents that are being read, a few at a time and each in its turn, until all have an ending.
  async function poll() {
    if (polling) return;
    polling = true;
    try {
      for (;;) {
        const open = lines.filter(l => l.statusUrl && !done(l)).sort((a, b) => a.asked - b.asked).slice(0, 8);
        if (open.length === 0) break;
        await Promise.all(open.map(async line => {
          line.asked = ++asked;
          try {
            const answer = await fetch(line.statusUrl + spoken);
            if (!answer.ok) return;
            const record = await answer.json();
            show(line, record.status, record.status === "indexed" ? "" : record.reason);
          } catch { /* The next round asks again. */ }
        }));
        summarise();
        await new Promise(resolve => setTimeout(resolve, pollEvery));
      }
    } finally {
      polling = false;
    }
    summarise();
  }

  // A dropped folder is walked; its files keep their path.
  async function walk(entry, found) {
    if (entry.isFile) {
      const file = await new Promise((resolve, reject) => entry.file(resolve, reject));
      found.push([file, entry.fullPath.replace(/^\//, "")]);
      return;
    }
    const reader = entry.createReader();
    for (;;) {
      const entries = await new Promise((resolve, reject) => reader.readEntries(resolve, reject));
      if (entries.length === 0) return;
      for (const inner of entries) await walk(inner, found);
    }
  }

  const takeFiles = files => {
    for (const file of files) add(file, file.webkitRelativePath || file.name);
    pump();
  };

  drop.addEventListener("dragover", event => { event.preventDefault(); drop.classList.add("over"); });
  drop.addEventListener("dragleave", () => drop.classList.remove("over"));
  drop.addEventListener("drop", async event => {
    event.preventDefault();
    drop.classList.remove("over");
    const entries = [...event.dataTransfer.items].map(i => i.webkitGetAsEntry?.()).filter(Boolean);
    if (entries.length === 0) { takeFiles(event.dataTransfer.files); return; }
    const found = [];
    for (const entry of entries) await walk(entry, found);
    for (const [file, path] of found) add(file, path);
    pump();
  });
  folder.addEventListener("change", () => { takeFiles(folder.files); folder.value = ""; });
  form.addEventListener("submit", event => {
    event.preventDefault();
    takeFiles(input.files);
    input.value = "";
  });
})();
