// What every page does by itself: its name, the way past the header, copying, what was typed when the
// page goes away, and what is said when the server cannot be reached or has forgotten who you are.
// Other scripts add to `waymark.actions`: a button with data-wm="name" does actions.name(button).
window.waymark = (() => {
  document.documentElement.lang = "en-GB";
  // Gradio marks its own pages so; the sign-in page is not one of them.
  if (document.body.matches(".wm-outside")) {
    document.body.classList.toggle("dark", matchMedia("(prefers-color-scheme: dark)").matches);
  }

  // The region must be there, and be live, before what it announces is put into it.
  const tell = (text) => {
    const live = document.querySelector("#wm-said");
    if (live) live.textContent = text;
  };

  const said = (button, text) => {
    const label = button.dataset.label ?? button.textContent;
    button.dataset.label = label;
    button.textContent = text;
    tell(text);
    clearTimeout(button.timer);
    button.timer = setTimeout(() => { button.textContent = label; }, 2500);
  };

  // The clipboard is only offered on a secure address; http on a named host is not one.
  const copied = async (text) => {
    if (navigator.clipboard && window.isSecureContext) return navigator.clipboard.writeText(text);
    const area = document.createElement("textarea");
    area.value = text;
    area.style.position = "fixed";
    area.style.opacity = "0";
    document.body.append(area);
    area.select();
    const done = document.execCommand("copy");
    area.remove();
    if (!done) throw new Error("not allowed");
  };

  const actions = {
    copy: (button) => {
      copied(button.dataset.copy).then(
        () => said(button, button.dataset.copied),
        () => said(button, button.dataset.failed),
      );
    },
    skip: () => {
      const room = document.querySelector("#wm-box textarea") ?? document.querySelector("#wm-room");
      if (!room) return;
      if (room.tabIndex < 0) room.tabIndex = -1;
      room.focus();
    },
    "sign-out": async () => {
      await fetch("/sign-out", { method: "POST" });
      leave("/sign-in");
    },
  };

  document.addEventListener("click", (event) => {
    const button = event.target.closest?.("[data-wm]");
    if (button && !button.disabled) actions[button.dataset.wm]?.(button, event);
  });

  // The header names the room; it is drawn after the page has its title.
  const named = () => {
    if (document.body.matches(".wm-outside")) return;
    const title = document.querySelector(".wm-header")?.dataset.title;
    if (!title) return setTimeout(named, 50);
    document.title = title;
  };
  named();

  // What was typed or chosen and not sent survives a reload: each .wm-draft, by its own id. It is its
  // writer's alone: who signs out takes it along, and nobody else is shown it. Only what differs from
  // what the server sent is kept, and it is put back only where nothing has been changed since.
  const who = () => document.querySelector(".wm-header .wm-holds b")?.textContent ?? "";
  // The header tells who it is a moment after the page is there.
  const known = () => (document.querySelector(".wm-header .wm-holds")?.children.length ?? 0) > 1;
  const mine = (act) => { if (known()) act(who()); else setTimeout(() => mine(act), 100); };
  let left = false;
  const leave = (address) => {
    left = true;
    sessionStorage.clear();
    location.assign(address);
  };
  const drafts = () => [...document.querySelectorAll(".wm-draft[id]")];
  // With data-here it belongs to what the whole address names, not only to the room.
  const key = (draft) => {
    const place = location.pathname + ("here" in draft.dataset ? location.search : "");
    return `draft ${JSON.stringify([who(), place])} ${draft.id}`;
  };
  const fields = (draft) => [...draft.querySelectorAll("textarea, select, input:not([type=hidden], [type=password], [type=file])")];
  const ticked = (field) => field.matches("[type=checkbox], [type=radio]");
  const value = (field) => (ticked(field) ? field.checked : field.value);
  const sent = (field) => {
    if (ticked(field)) return field.defaultChecked;
    if (!field.matches("select")) return field.defaultValue;
    return ([...field.options].find((one) => one.defaultSelected) ?? field.options[0])?.value ?? "";
  };
  const changed = (draft) => fields(draft).some((field) => value(field) !== sent(field));
  addEventListener("pagehide", () => {
    for (const draft of !left && known() ? drafts() : []) {
      if (changed(draft)) sessionStorage.setItem(key(draft), JSON.stringify(fields(draft).map(value)));
      else sessionStorage.removeItem(key(draft));
    }
  });
  const restored = (tries) => {
    for (const draft of known() ? drafts() : []) {
      const kept = JSON.parse(sessionStorage.getItem(key(draft)) ?? "null");
      const now = fields(draft);
      if (kept?.length !== now.length || changed(draft) || now.some((field) => field.disabled)) continue;
      sessionStorage.removeItem(key(draft));
      for (const [at, field] of now.entries()) {
        if (value(field) === kept[at]) continue;
        field[ticked(field) ? "checked" : "value"] = kept[at];
        field.dispatchEvent(new Event("input", { bubbles: true }));
        field.dispatchEvent(new Event("change", { bubbles: true }));
      }
    }
    if (tries) setTimeout(() => restored(tries - 1), 250);
  };
  restored(20);

  // A lost server is said at once, and its return too.
  let lost = false;
  const layer = (id) => document.querySelector(id);
  const look = async () => {
    let there = false;
    try {
      there = (await plain("/alive", { cache: "no-store" })).ok;
    } catch { /* that is the answer */ }
    if (there && lost) {
      lost = false;
      layer("#wm-lost")?.setAttribute("hidden", "");
      layer("#wm-back")?.removeAttribute("hidden");
      if (layer("#wm-back[data-passes]")) setTimeout(() => layer("#wm-back").setAttribute("hidden", ""), 10000);
      tell(layer("#wm-back")?.textContent ?? "");
    } else if (!there) {
      lost = true;
      layer("#wm-trouble")?.setAttribute("hidden", "");
      layer("#wm-back")?.setAttribute("hidden", "");
      layer("#wm-lost")?.removeAttribute("hidden");
    }
    if (lost) setTimeout(look, 1500);
  };
  const plain = window.fetch.bind(window);
  let signedIn = 0; // when: what was asked before that may be refused after it
  window.fetch = async (...request) => {
    const begun = performance.now();
    try {
      const response = await plain(...request);
      if (response.status === 401 && begun >= signedIn && response.url.startsWith(location.origin)) signIn();
      // Gradio says nothing of an event that was not taken.
      else if (!response.ok && new URL(response.url).pathname.startsWith("/gradio_api/queue/")) trouble();
      return response;
    } catch (error) {
      if (!lost && error.name !== "AbortError") look();
      throw error;
    }
  };
  setInterval(() => { if (!lost && !document.hidden) look(); }, 15000);
  actions.reload = () => location.reload();

  // Gradio's notices are not shown: each is a reason to find out what is wrong, and to say that.
  const trouble = async () => {
    if (lost) return;
    await look();
    const told = ["#wm-signing[open]", "#wm-back:not([hidden])"].some((one) => document.querySelector(one));
    if (!lost && !told) layer("#wm-trouble")?.removeAttribute("hidden");
  };
  new MutationObserver((changes) => {
    const added = changes.flatMap((change) => [...change.addedNodes]);
    if (added.some((node) => node.querySelector && (node.matches(".toast-body") || node.querySelector(".toast-body")))) trouble();
  }).observe(document.body, { childList: true, subtree: true });

  // An expired session: sign in on top of the page, and nothing typed is lost.
  const signIn = () => {
    const dialog = layer("#wm-signing");
    if (dialog && !dialog.open) dialog.showModal();
  };
  document.addEventListener("submit", async (event) => {
    const form = event.target.closest?.("#wm-signing form");
    if (!form) return;
    event.preventDefault();
    const response = await plain(form.action, {
      method: "POST",
      headers: { accept: "application/json" },
      body: new URLSearchParams(new FormData(form)),
    });
    const problem = form.querySelector(".wm-problem");
    problem.textContent = response.ok ? "" : await response.text();
    if (!response.ok) return;
    const now = decodeURIComponent(response.headers.get("x-waymark-person") ?? "");
    if (now !== who()) return leave("/"); // what is on this page is somebody else's
    signedIn = performance.now();
    form.reset();
    form.closest("dialog").close();
    for (const said of document.querySelectorAll(".gradio-container .wm-problem")) said.textContent = "";
    tell(form.dataset.done);
    document.dispatchEvent(new Event("wm-signed-in"));
  });

  return { actions, said, tell, who, mine };
})();
