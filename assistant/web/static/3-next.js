// The Next step room: fetches the part that the address names, opens details beside the map, follows
// arrows, and sends the forms. What is typed is kept until it is recorded or the form is closed for good.
(() => {
  if (location.pathname.replace(/\/$/, "") !== "/next") return;
  const one = (what, inside = document) => inside.querySelector(what);
  const all = (what, inside = document) => [...inside.querySelectorAll(what)];
  const drawer = () => one("#wm-nx-drawer");
  const asked = () => new URLSearchParams(location.search);
  const workstream = () => asked().get("w") ?? "";
  let opener = null;

  // Somebody whose session has ended signs in on top of the page; then what was wanted goes on.
  const signedIn = () => new Promise((done) => {
    const dialog = one("#wm-signing");
    if (!dialog?.open) return done(false);
    dialog.addEventListener("close", () => done(true), { once: true });
  });
  const fetched = async (path, options) => {
    let response = await fetch(path, options);
    while (response.status === 401 && await signedIn()) response = await fetch(path, options);
    return response;
  };

  // The room itself.
  const named = () => {
    const title = one("#wm-nx-view .wm-nx")?.dataset.title;
    const room = one(".wm-header")?.dataset.title;
    if (title && room) document.title = `${title} – ${room}`;
  };
  const show = async ({ focus = false } = {}) => {
    const view = one("#wm-nx-view");
    if (!view) return setTimeout(() => show({ focus }), 50);
    view.setAttribute("aria-busy", "true");
    try {
      const response = await fetched(`/next/view?${new URLSearchParams({ w: workstream() })}`);
      view.innerHTML = await response.text();
    } catch {
      const room = one("#wm-room");
      view.replaceChildren();
      const said = document.createElement("p");
      said.className = "wm-problem";
      said.setAttribute("role", "alert");
      said.textContent = room.dataset.lost;
      const again = document.createElement("button");
      again.className = "wm-button";
      again.textContent = room.dataset.again;
      again.addEventListener("click", () => show({ focus: true }));
      view.append(said, again);
    }
    view.removeAttribute("aria-busy");
    setTimeout(named, 100);
    pick(asked().get("d"));
    if (focus) {
      const heading = one("h1", view);
      heading?.setAttribute("tabindex", "-1");
      heading?.focus({ preventScroll: true });
      scrollTo({ top: 0 });
      waymark.tell(heading?.textContent ?? "");
    }
  };
  const go = (href) => {
    history.pushState(null, "", href);
    show({ focus: true });
  };

  // The picture: what comes before and after a box, near and far.
  const along = (arrows, key, from, to) => {
    const found = new Set([key]);
    for (let before = 0; before !== found.size;) {
      before = found.size;
      for (const arrow of arrows) if (found.has(arrow.dataset[from])) found.add(arrow.dataset[to]);
    }
    return found;
  };
  const pick = (key) => {
    const map = one(".wm-nx-map");
    if (!map) return;
    const box = key && one(`.wm-nx-box[data-id="${CSS.escape(key)}"]`, map);
    map.classList.toggle("wm-nx-picked", Boolean(box));
    const arrows = all(".wm-nx-arrow", map);
    const before = box ? along(arrows, key, "to", "from") : new Set();
    const after = box ? along(arrows, key, "from", "to") : new Set();
    for (const arrow of arrows) {
      const { from, to } = arrow.dataset;
      const on = (before.has(from) && before.has(to)) || (after.has(from) && after.has(to));
      arrow.classList.toggle("wm-nx-on", Boolean(box) && on);
    }
    for (const other of all(".wm-nx-box", map)) {
      const id = other.dataset.id;
      other.classList.toggle("wm-nx-on", before.has(id) || after.has(id));
      other.classList.toggle("wm-nx-chosen", id === key);
    }
  };
  const pointed = (event) => {
    const box = event.target.closest?.(".wm-nx-box");
    if (box) pick(box.dataset.id);
    else if (event.target.closest?.(".wm-nx-frame, body")) pick(asked().get("d"));
  };
  document.addEventListener("mouseover", pointed);
  document.addEventListener("focusin", pointed);

  // What opens beside it.
  const inside = (html) => {
    const place = one("#wm-nx-inside");
    place.innerHTML = html;
    if (!drawer().open) drawer().show();
    drawer().scrollTop = 0;
    cover();
    const first = one(".wm-nx-problems", place) ?? one("#wm-nx-title", place);
    first?.focus({ preventScroll: true });
  };
  const opened = async (path, options) => {
    try {
      const response = await fetched(path, options);
      inside(await response.text());
      return response.status;
    } catch {
      waymark.tell(one("#wm-room").dataset.lost);
      return 0;
    }
  };
  const open = (key) => opened(`/next/detail?${new URLSearchParams({ w: workstream(), d: key })}`);
  const addressed = (key) => {
    const query = asked();
    if (key) query.set("d", key);
    else query.delete("d");
    const search = query.toString();
    history.replaceState(null, "", search ? `/next?${search}` : "/next");
    pick(key);
  };
  const close = () => {
    drawer()?.close();
  };
  // Not modal, so that a source can be opened from it and another box be chosen beside it. On a phone
  // it fills the screen: what lies under it can then not be reached.
  const narrow = matchMedia("(max-width: 52rem)");
  const cover = () => {
    const full = drawer().open && narrow.matches;
    for (const under of all("#wm-nx-view, #wm-top")) under.inert = full;
  };
  narrow.addEventListener("change", cover);
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || event.defaultPrevented || !drawer()?.open) return;
    if (one("#wm-signing")?.open || event.target.closest?.("#wm-source")) return;
    close();
  });
  document.addEventListener("close", (event) => {
    if (event.target !== drawer()) return;
    one("#wm-nx-inside").replaceChildren();
    cover();
    addressed("");
    if (opener?.isConnected) opener.focus({ preventScroll: true });
    else one("#wm-nx-view h1")?.focus({ preventScroll: true });
  }, true);

  // Forms: typed text is kept by what the form is about, for a reload or a session that ended.
  const keyOf = (form) => {
    const about = ["w", "event", "d", "on"].map((name) => form.elements[name]?.value ?? "");
    return `next ${JSON.stringify([waymark.who(), ...about])}`;
  };
  const typed = (form) => Object.fromEntries(new FormData(form));
  const keep = (form) => {
    try { sessionStorage.setItem(keyOf(form), JSON.stringify(typed(form))); } catch { /* full */ }
  };
  const kept = (form) => waymark.mine(() => {
    const text = sessionStorage.getItem(keyOf(form));
    if (!text) return;
    for (const [name, value] of Object.entries(JSON.parse(text))) {
      const field = form.elements[name];
      if (!field || ["w", "event", "d", "on", "seen"].includes(name)) continue;
      if (field.type !== "hidden" && !field.value) field.value = value;
    }
  });
  document.addEventListener("input", (event) => {
    const form = event.target.closest?.("form[data-nx=check]");
    if (form) keep(form);
  });
  const sent = async (form) => {
    const button = one("button.wm-main", form);
    if (button.disabled) return;
    const label = button.textContent;
    button.disabled = true;
    if (button.dataset.busy) button.textContent = button.dataset.busy;
    const body = JSON.stringify(typed(form));
    const key = keyOf(form);
    const step = form.dataset.nx;
    if (step === "check") keep(form);
    const status = await opened(`/next/${step}`, {
      method: "POST", headers: { "content-type": "application/json" }, body,
    });
    if (step === "record" && status === 200) {
      sessionStorage.removeItem(key);
      waymark.tell(one("#wm-nx-title")?.textContent ?? "");
      const now = one(".wm-nx-done")?.dataset.w;
      if (now) history.replaceState(null, "", `/next?${new URLSearchParams({ w: now })}`);
      opener = null;
      await show();
    } else if (form.isConnected) {
      button.disabled = false;
      button.textContent = label;
    }
  };
  document.addEventListener("submit", (event) => {
    const form = event.target.closest?.("form[data-nx]");
    if (!form) return;
    event.preventDefault();
    if (form.dataset.nx === "choose") go(`/next?${new URLSearchParams({ w: form.elements.w.value })}`);
    else sent(form);
  });

  const plainClick = (event) => !event || !(event.ctrlKey || event.metaKey || event.shiftKey || event.button);
  Object.assign(waymark.actions, {
    "next-go": (link, event) => {
      if (!plainClick(event)) return;
      event.preventDefault();
      go(link.getAttribute("href"));
    },
    "next-open": (link, event) => {
      if (!plainClick(event)) return;
      event.preventDefault();
      if (!link.closest("#wm-nx-drawer")) opener = link;
      addressed(link.dataset.id);
      open(link.dataset.id);
    },
    "next-form": async (button) => {
      if (!button.closest("#wm-nx-drawer")) opener = button;
      await opened(`/next/form?${button.dataset.form}`);
      const form = one("#wm-nx-inside form[data-nx=check]");
      if (form) kept(form);
    },
    "next-back": async (button) => {
      const form = button.closest("form");
      const about = new URLSearchParams();
      for (const name of ["w", "event", "d", "on"]) about.set(name, form.elements[name].value);
      await opened(`/next/form?${about}`);
      const again = one("#wm-nx-inside form[data-nx=check]");
      if (!again) return;
      for (const [name, value] of Object.entries(typed(form))) {
        const field = again.elements[name];
        if (field && field.type !== "hidden") field.value = value;
      }
    },
    "next-close": close,
    "next-field": (link, event) => {
      event.preventDefault();
      document.getElementById(link.getAttribute("href").slice(1))?.focus();
    },
    "next-examples": async (button) => {
      button.disabled = true;
      const response = await fetched("/next/examples", { method: "POST" });
      one("#wm-nx-view").innerHTML = await response.text();
      waymark.tell(one("#wm-nx-view .wm-nx-lead")?.textContent ?? "");
    },
  });

  addEventListener("popstate", () => { close(); show(); });
  const begin = async () => {
    if (!one("#wm-nx-view") || !drawer()) return setTimeout(begin, 50);
    const key = asked().get("d");
    await show();
    if (key && workstream()) await open(key);
  };
  begin();
})();
