// The Library room: files on their way to the server, and what is being done with them there.
(() => {
  const fill = (text, values) => text.replace(/\{(\w+)\}/g, (whole, name) => values[name] ?? whole);
  const room = () => document.querySelector("#wm-library");

  // What the room shows is out of date once a job has ended that concerns it: the list always, a
  // paper's page when the job was that paper's, or its archive's.
  let ended = []; // jobs since the room was last found to be up to date
  const concerns = (part, job) => {
    if (part.querySelector(".wm-filters, .wm-empty")) return true;
    const paper = part.querySelector("[data-paper]")?.dataset.paper;
    const { document: name, retires } = job.dataset;
    return Boolean(paper) && (paper === name || paper === retires || paper.startsWith(`${name}/`));
  };
  const filled = (part) => [...part.querySelectorAll("input, textarea")].some((field) => {
    if (field.type === "file") return field.files.length > 0;
    if (field.type === "checkbox") return field.checked !== field.defaultChecked;
    return field.value !== field.defaultValue;
  });
  const renew = async (part) => {
    if (!part || part.hasAttribute("aria-busy")) return; // looked at again when that is shown
    if (!ended.some((job) => concerns(part, job))) ended = [];
    if (!ended.length || filled(part)) return; // what was filled in is kept, until it is sent
    ended = [];
    // Nobody's place is lost: what was opened stays open, and the focus where it was.
    const called = (one) => `${one.tagName} ${one.name ?? ""} ${one.textContent}`;
    const active = part.contains(document.activeElement) ? called(document.activeElement) : null;
    const open = new Set([...part.querySelectorAll("details[open] > summary")].map(called));
    await waymark.load(part);
    for (const one of part.querySelectorAll("details > summary")) {
      if (open.has(called(one))) one.parentElement.open = true;
    }
    if (active === null || document.activeElement !== document.body) return;
    const same = [...part.querySelectorAll("a[href], button, input, select, summary, h1")]
      .find((one) => called(one) === active);
    (same ?? part.querySelector("h1"))?.focus({ preventScroll: true });
  };

  // What is being done: looked at often while there is something, else now and then.
  let told = null; // jobs whose end was there when we first looked, or has been told
  const work = async () => {
    const place = document.querySelector("#wm-work");
    if (!place || !room()?.querySelector("[data-work]")) return false;
    const notes = [...room().querySelectorAll(".wm-done")]; // each of a job asked for before this
    const answer = await fetch(place.dataset.src, { cache: "no-store" });
    if (!answer.ok) return false;
    const html = await answer.text();
    if (place.html !== html) {
      place.html = html;
      place.innerHTML = html;
    }
    const done = [...place.querySelectorAll("[data-done]")].filter((job) => job.dataset.done);
    const news = told === null ? [] : done.filter((job) => !told.has(job.dataset.job));
    told = new Set([...(told ?? []), ...done.map((job) => job.dataset.job)]);
    if (news.length) {
      waymark.tell(news.map((job) => job.dataset.done).join(". "));
      ended.push(...news);
    }
    const part = room();
    const undone = [...place.querySelectorAll("[data-done='']")];
    if (part && !undone.some((job) => concerns(part, job))) notes.forEach((note) => note.remove());
    await renew(part);
    return Boolean(place.querySelector("[data-busy]"));
  };
  let timer = null;
  let looking = false;
  let again = false; // something was asked for while we looked
  const look = async () => {
    clearTimeout(timer);
    again = looking;
    if (looking) return;
    looking = true;
    let busy = false;
    try {
      busy = !document.hidden && await work();
    } catch { /* the next look tells */ }
    looking = false;
    if (again) busy = true;
    if (document.querySelector("#wm-library")) timer = setTimeout(look, busy ? 800 : 5000);
  };
  document.addEventListener("wm-shown", (event) => { if (event.target === room()) look(); });
  document.addEventListener("wm-done", (event) => { if (event.target === room()) look(); });

  // One file, with its progress; gives back [whether it worked, what the server said, whether that is
  // a question: the same file is there under another name].
  const send = (file, query, shown) => new Promise((done) => {
    const request = new XMLHttpRequest();
    request.open("POST", `/library/files?${new URLSearchParams(query)}`);
    request.setRequestHeader("content-type", "application/octet-stream");
    request.upload.onprogress = (event) => shown(event.lengthComputable ? event.loaded / event.total : 0);
    request.onerror = () => done([false, null]);
    request.onload = () => {
      if (request.status === 401) document.querySelector("#wm-signing")?.showModal();
      const { same } = request.status === 409 ? answered(request) : {};
      done([request.status === 202, same ?? request.responseText, Boolean(same)]);
    };
    request.send(file);
  });
  const answered = (request) => {
    const json = request.getResponseHeader("content-type")?.startsWith("application/json");
    return json ? JSON.parse(request.responseText) : {};
  };
  const megabytes = (file) => Math.ceil(file.size / 1048576);

  // The form for several files. Each is an entry: {file, item, name, problem, replaces, same} and what
  // was answered to the last two: {sure, sureSame}.
  const entries = new WeakMap(); // form → entries
  let sending = 0;
  addEventListener("beforeunload", (event) => { if (sending) event.preventDefault(); });

  const line = (form, entry, text, bad = false) => {
    const state = entry.item.querySelector(".wm-state");
    state.textContent = text;
    state.classList.toggle("wm-bad", bad);
  };

  // What has to be answered before an entry is sent: [the answer's name, what is said, its label].
  const questions = (form, { replaces, same }) => {
    const say = form.dataset;
    const asked = [];
    if (replaces) asked.push(["sure", fill(say.sayReplaces, replaces), say.sayReplaceIt]);
    if (same) asked.push(["sureSame", same, say.sayAddSame]);
    return asked;
  };

  const draw = (form, entry) => {
    const say = form.dataset;
    const item = entry.item;
    item.replaceChildren();
    const name = document.createElement("b");
    name.textContent = entry.file.name;
    const size = document.createElement("span");
    size.className = "wm-sub";
    const { size: bytes } = entry.file;
    size.textContent = bytes < 104858 ? `${Math.ceil(bytes / 1024)} KB` : `${(bytes / 1048576).toFixed(1)} MB`;
    const state = document.createElement("p");
    state.className = "wm-state";
    const remove = document.createElement("button");
    remove.type = "button";
    remove.className = "wm-link";
    remove.textContent = say.sayRemove;
    remove.setAttribute("aria-label", fill(say.sayRemoveNamed, { name: entry.file.name }));
    remove.addEventListener("click", () => {
      const all = entries.get(form).filter((other) => other !== entry);
      entries.set(form, all);
      item.remove();
      form.querySelector(".wm-chosen-files").hidden = !all.length;
      form.querySelector("input[type=file]").focus();
    });
    item.append(name, " ", size, state);
    const asked = questions(form, entry);
    if (entry.problem) {
      line(form, entry, entry.problem, true);
    } else if (asked.length) {
      line(form, entry, asked.map(([, text]) => text).join(" "));
      for (const [answer, , words] of asked) {
        const label = document.createElement("label");
        label.className = "wm-check";
        const box = document.createElement("input");
        box.type = "checkbox";
        box.checked = entry[answer] ?? false;
        box.addEventListener("change", () => { entry[answer] = box.checked; });
        const text = document.createElement("span");
        text.textContent = words;
        label.append(box, text);
        item.append(label);
      }
    } else {
      const called = entry.name && entry.name !== entry.file.name;
      line(form, entry, called ? fill(say.sayCalled, { name: entry.name }) : say.sayReady);
    }
    item.append(remove);
  };

  const target = (form) => ({
    collection: form.elements.collection.value,
    new: form.elements.new?.value ?? "",
  });

  const check = async (form) => {
    const say = form.dataset;
    const all = entries.get(form) ?? [];
    form.querySelector(".wm-chosen-files").hidden = !all.length;
    if (!all.length) return;
    const most = Number(say.most);
    const asked = { ...target(form), names: all.map((entry) => entry.file.name) };
    const problem = form.querySelector(":scope > .wm-problem");
    problem.textContent = "";
    const answer = await fetch("/library/check", {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(asked),
    });
    const found = answer.ok ? (await answer.json()).files : null;
    if (!found) problem.textContent = await answer.text();
    all.forEach((entry, place) => {
      Object.assign(entry, { problem: "", name: "", replaces: null }, found?.[place] ?? {});
      if (megabytes(entry.file) > most) {
        entry.problem = fill(say.sayTooLarge, { size: megabytes(entry.file), most });
      }
      if (!entry.item.isConnected) form.querySelector(".wm-files").append(entry.item);
      draw(form, entry);
    });
    return Boolean(found);
  };

  const take = (form, files) => {
    const all = entries.get(form) ?? [];
    for (const file of files) all.push({ file, item: document.createElement("li") });
    entries.set(form, all);
    check(form).catch(() => {});
  };

  const sendAll = async (form) => {
    const say = form.dataset;
    const problem = form.querySelector(":scope > .wm-problem");
    const button = form.querySelector("button.wm-main");
    problem.textContent = "";
    if (!(entries.get(form) ?? []).length) {
      problem.textContent = say.sayNothingToSend;
      form.querySelector("input[type=file]").focus();
      return;
    }
    button.disabled = true;
    sending += 1;
    try {
      if (!await check(form)) return;
      for (const entry of [...entries.get(form)]) {
        if (entry.problem) continue;
        const open = questions(form, entry).find(([answer]) => !entry[answer]);
        if (open) {
          line(form, entry, `${open[1]} ${fill(say.sayLeft, { answer: open[2] })}`, true);
          continue;
        }
        const bar = document.createElement("progress");
        bar.className = "wm-bar";
        bar.max = 1;
        bar.setAttribute("aria-label", `${say.saySending}: ${entry.file.name}`);
        const remove = entry.item.querySelector(".wm-link");
        remove.replaceWith(bar); // what is on its way cannot be left out any more
        line(form, entry, say.saySending);
        const query = {
          ...target(form),
          name: entry.file.name,
          replace: entry.sure ? "1" : "",
          same: entry.sureSame ? "1" : "",
        };
        const [worked, said, same] = await send(entry.file, query, (part) => { bar.value = part; });
        bar.replaceWith(remove);
        if (worked) {
          entries.set(form, entries.get(form).filter((other) => other !== entry));
          entry.item.remove();
          waymark.tell(`${entry.file.name}: ${say.saySent}`);
          look();
        } else if (same) {
          entry.same = said;
          draw(form, entry);
        } else {
          line(form, entry, said || say.sayLost, true);
        }
      }
      const left = entries.get(form).length;
      form.querySelector(".wm-chosen-files").hidden = !left;
      if (left) waymark.tell(say.sayRemain);
    } finally {
      sending -= 1;
      button.disabled = false;
    }
    // A button that was disabled has lost the focus: on with the first question, or with itself.
    if (document.activeElement === document.body) {
      (form.querySelector(".wm-files input:not(:checked)") ?? button).focus();
    }
  };

  const replaceOne = async (form) => {
    const file = form.elements.file.files[0];
    const bar = form.querySelector("progress");
    const problem = form.querySelector(".wm-problem");
    const button = form.querySelector("button");
    problem.textContent = "";
    const { most, tooLarge } = form.dataset;
    if (megabytes(file) > Number(most)) {
      problem.textContent = fill(tooLarge, { size: megabytes(file), most });
      return;
    }
    button.disabled = true;
    bar.hidden = false;
    sending += 1;
    const { same: box } = form.elements;
    const query = { d: form.dataset.d, name: file.name, replace: "1", same: box.checked ? "1" : "" };
    const [worked, said, same] = await send(file, query, (part) => { bar.value = part; });
    sending -= 1;
    button.disabled = false;
    bar.hidden = true;
    if (worked) {
      const text = JSON.parse(said).said;
      form.reset();
      box.parentElement.hidden = true;
      waymark.tell(text);
      look();
      document.querySelector("#wm-work")?.scrollIntoView({ block: "nearest" });
    } else {
      problem.textContent = said || form.dataset.lost;
      box.parentElement.hidden = !same && !box.checked;
    }
  };

  document.addEventListener("submit", (event) => {
    const form = event.target.closest?.("form[data-upload]");
    if (!form) return;
    event.preventDefault();
    (form.matches(".wm-upload") ? sendAll(form) : replaceOne(form)).catch(() => {});
  });
  document.addEventListener("change", (event) => {
    const replacing = event.target.closest?.("form.wm-replace");
    if (replacing && event.target.type === "file") { // what was said is of another file
      replacing.querySelector(".wm-problem").textContent = "";
      replacing.elements.same.checked = false;
      replacing.elements.same.parentElement.hidden = true;
    }
    const form = event.target.closest?.("form.wm-upload");
    if (!form) return;
    if (event.target.type === "file") {
      take(form, event.target.files);
      event.target.value = "";
    } else if (event.target.name === "collection" || event.target.name === "new") {
      form.querySelector(".wm-new")?.toggleAttribute("hidden", form.elements.collection.value !== "");
      check(form).catch(() => {});
    }
  });
  for (const kind of ["dragover", "dragleave", "drop"]) {
    document.addEventListener(kind, (event) => {
      const form = document.querySelector("form.wm-upload");
      if (!form || ![...(event.dataTransfer?.types ?? [])].includes("Files")) return;
      event.preventDefault(); // else the browser would leave the page for the file
      form.querySelector(".wm-drop").classList.toggle("wm-over-drop", kind === "dragover");
      if (kind === "drop") take(form, event.dataTransfer.files);
    });
  }
})();
