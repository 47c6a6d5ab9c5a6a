// The Ask room: which conversation the address names, the list of them, verdicts, limits, what to ask next.
(() => {
  const place = () => new URLSearchParams(location.search).get("c") ?? "";
  const room = () => document.querySelector("#wm-current");
  const click = (id) => document.getElementById(id)?.click();
  const address = (id) => (id ? `/?c=${encodeURIComponent(id)}` : "/");

  waymark.place = place;

  // What the question is limited to, as the form has it.
  const form = () => document.querySelector("#wm-limits-form");
  const limits = () => {
    const data = form() ? new FormData(form()) : new FormData();
    const told = {
      collections: data.getAll("collections"),
      types: data.getAll("types"),
      workstream: data.get("workstream") ?? "",
      after: data.get("after") ?? "",
      before: data.get("before") ?? "",
    };
    return told.collections.length || told.types.length || told.workstream || told.after || told.before
      ? JSON.stringify(told)
      : "";
  };
  waymark.limits = limits;

  const day = (iso, first) => {
    if (iso.endsWith(first ? "-01-01" : "-12-31")) return iso.slice(0, 4);
    const options = { day: "numeric", month: "long", year: "numeric", timeZone: "UTC" };
    return new Date(`${iso}T00:00:00Z`).toLocaleDateString("en-GB", options);
  };
  const tellLimits = () => {
    const frame = document.querySelector("#wm-limits");
    if (!frame) return;
    const words = frame.dataset;
    const said = [...form().querySelectorAll("input[type=checkbox]:checked")].map((box) => box.dataset.said);
    const { workstream, after, before } = Object.fromEntries(new FormData(form()));
    if (workstream) said.push(words.naming.replace("{workstream}", workstream));
    const [from, to] = [after && day(after, true), before && day(before, false)];
    if (from && to) said.push(words.between.replace("{after}", from).replace("{before}", to));
    else if (from) said.push(words.since.replace("{after}", from));
    else if (to) said.push(words.until.replace("{before}", to));
    const on = frame.querySelector(".wm-limits-on");
    on.hidden = said.length === 0;
    on.querySelector("span").textContent = said.join(", ");
  };
  let told = null; // the form for which it was told: telling changes the page too
  const newLimits = () => {
    if (form() === told) return;
    told = form();
    tellLimits();
  };
  const drawLimits = (open) => {
    form().hidden = !open;
    document.querySelector('[data-wm="limits"]').setAttribute("aria-expanded", String(open));
  };
  const openLimits = (open) => {
    drawLimits(open);
    if (open) form().querySelector("input, select")?.focus();
    else document.querySelector('[data-wm="limits"]').focus();
  };
  // Once a question is sent they would only cover its answer, unless there is something to put right.
  const limitsSent = () => {
    if (!form() || form().hidden) return;
    const { after, before } = Object.fromEntries(new FormData(form()));
    if (!(after && before && after > before)) drawLimits(false);
  };

  // The list of conversations.
  const list = () => document.querySelector("#wm-talks-list");
  let asked = 0;
  const listed = async (before) => {
    const mine = ++asked;
    const query = new URLSearchParams({ q: document.querySelector("#wm-talks-search")?.value ?? "", here: place() });
    if (before) query.set("before", before);
    const answer = await fetch(`/conversations?${query}`).catch(() => null);
    if (!answer || mine !== asked || !list()) return;
    const text = await answer.text();
    if (answer.status === 401) return; // who signs in again finds the list as it was
    if (!answer.ok) list().textContent = text;
    else if (before) {
      list().querySelector('[data-wm="talks-more"]').closest("p").remove();
      const from = list().querySelectorAll(".wm-talk").length;
      list().insertAdjacentHTML("beforeend", text);
      list().querySelectorAll(".wm-talk")[from]?.querySelector("a").focus();
    } else list().innerHTML = text;
  };
  // By itself the list is not drawn anew under somebody who types a name into it.
  const relisted = () => {
    if (!document.querySelector(".wm-talk-rename:not([hidden])")) listed();
  };
  const wide = matchMedia("(min-width: 64rem)");
  const toggleTalks = (open) => {
    const frame = document.querySelector("#wm-talks");
    if (!frame) return;
    frame.classList.toggle("wm-closed", !open);
    document.querySelector("#wm-desk")?.classList.toggle("wm-talks-closed", !open);
    frame.querySelector('[data-wm="talks"]').setAttribute("aria-expanded", String(open));
  };

  const go = (id) => {
    if (!wide.matches) toggleTalks(false);
    history.pushState(null, "", address(id));
    visit();
  };
  let leaving = ""; // the conversation that is still on the screen and shall not be named any more
  const visit = () => {
    leaving = room()?.querySelector(".wm-turn")?.dataset.conversation ?? "";
    closeSource();
    click("wm-visit");
    if (!place()) setTimeout(() => document.querySelector("#wm-box textarea")?.focus(), 300);
    listed();
  };
  const closeSource = () => document.querySelector('#wm-source:not([hidden]) [data-wm="source-close"]')?.click();
  addEventListener("popstate", () => { if (location.pathname === "/") visit(); });

  const item = (element) => element.closest(".wm-talk");
  const send = async (path, method, told) => {
    const answer = await fetch(path, {
      method,
      headers: { "content-type": "application/json" },
      body: told && JSON.stringify(told),
    }).catch(() => null);
    return { ok: Boolean(answer?.ok), status: answer?.status ?? 0, text: answer ? await answer.text() : "" };
  };

  // Whatever asks, asks through one event, which is not done twice at once: the box, or a button
  // that carries a question of its own.
  let toAsk = null;
  const ask = (text, typed) => {
    if (document.querySelector("#wm-submit")?.disabled) return;
    toAsk = { text, typed, until: Date.now() + 500 };
    click("wm-go");
  };
  waymark.asking = (text) => {
    const now = toAsk && Date.now() < toAsk.until ? toAsk : { text, typed: "" };
    toAsk = null;
    if (now.text.trim()) limitsSent();
    return [now.text, place(), limits(), now.typed];
  };

  Object.assign(waymark.actions, {
    ask: (button) => ask(button.dataset.question, button.dataset.typed ?? "again"),
    stop: async (button) => {
      button.disabled = true;
      await send(`${button.dataset.at}/stop`, "POST");
    },
    limits: () => openLimits(form().hidden),
    "limits-done": () => openLimits(false),
    "limits-clear": () => {
      for (const box of form().querySelectorAll("input[type=checkbox]")) box.checked = false;
      for (const field of form().querySelectorAll("select, input[type=date]")) field.value = "";
      tellLimits();
      document.querySelector('[data-wm="limits"]').focus();
    },
    talks: (button) => {
      const open = button.getAttribute("aria-expanded") !== "true";
      toggleTalks(open);
      if (wide.matches) localStorage.setItem("wm-talks", open ? "open" : "closed");
    },
    fresh: (link, event) => {
      if (event.ctrlKey || event.metaKey || event.shiftKey) return;
      event.preventDefault();
      go("");
    },
    talk: (link, event) => {
      if (event.ctrlKey || event.metaKey || event.shiftKey) return;
      event.preventDefault();
      go(item(link).dataset.id);
    },
    "talk-menu": (button) => {
      const menu = document.getElementById(button.getAttribute("aria-controls"));
      menu.hidden = !menu.hidden;
      button.setAttribute("aria-expanded", String(!menu.hidden));
    },
    "talk-rename": (button) => {
      const rename = item(button).querySelector("form");
      rename.hidden = false;
      rename.elements.title.focus();
      rename.elements.title.select();
    },
    "talk-rename-not": (button) => {
      const rename = item(button).querySelector("form");
      rename.reset();
      rename.hidden = true;
      item(button).querySelector('[data-wm="talk-rename"]').focus();
    },
    "talk-delete": (button) => {
      const dialog = document.querySelector("#wm-deleting");
      dialog.dataset.id = item(button).dataset.id;
      dialog.querySelector("[data-name]").textContent = item(button).dataset.name;
      dialog.querySelector(".wm-problem").textContent = "";
      dialog.showModal();
      dialog.querySelector('[data-wm="talk-keep"]').focus();
    },
    "talk-keep": (button) => button.closest("dialog").close(),
    "talk-delete-sure": async (button) => {
      const dialog = button.closest("dialog");
      const done = await send(`/conversations/${dialog.dataset.id}`, "DELETE");
      if (!done.ok && done.status !== 404) {
        dialog.querySelector(".wm-problem").textContent = done.text;
        return;
      }
      dialog.close();
      if (dialog.dataset.id === place()) go("");
      else listed();
      document.querySelector("#wm-talks-search").focus();
    },
    "talks-more": (button) => listed(button.dataset.before),
    "verdict-up": (button) => judge(button, { verdict: "up" }),
    "verdict-down": (button) => {
      const frame = button.closest(".wm-verdict");
      const open = frame.querySelector("form").hidden;
      frame.querySelector("form").hidden = !open;
      button.setAttribute("aria-expanded", String(open));
      if (open) frame.querySelector("input").focus();
    },
    "verdict-cancel": (button) => {
      const frame = button.closest(".wm-verdict");
      frame.querySelector("form").hidden = true;
      const down = frame.querySelector('[data-wm="verdict-down"]');
      down.setAttribute("aria-expanded", "false");
      const said = frame.querySelector(".wm-verdict-said");
      frame.querySelector(".wm-verdict-ask").hidden = Boolean(said);
      (said ?? down).focus();
    },
    "verdict-again": (button) => {
      const frame = button.closest(".wm-verdict");
      frame.querySelector(".wm-verdict-ask").hidden = false;
      frame.querySelector('[data-wm="verdict-up"]').focus();
    },
  });

  const judge = async (element, told) => {
    const frame = element.closest(".wm-verdict");
    const done = await send(frame.dataset.at, "POST", told);
    if (!done.ok) {
      frame.querySelector("form").hidden = false;
      frame.querySelector(".wm-problem").textContent = done.text;
      return;
    }
    const made = document.createElement("template");
    made.innerHTML = done.text;
    const now = made.content.firstElementChild;
    frame.replaceWith(now);
    const said = now.querySelector(".wm-verdict-said");
    said.focus();
    waymark.tell(said.querySelector("b").textContent);
  };

  document.addEventListener("submit", async (event) => {
    const sent = event.target;
    if (!sent.matches?.(".wm-verdict-form, .wm-talk-rename, #wm-limits-form")) return;
    event.preventDefault();
    if (sent.matches(".wm-verdict-form")) {
      const data = new FormData(sent);
      await judge(sent, { verdict: "down", reason: data.get("reason") ?? "", comment: data.get("comment") });
    } else if (sent.matches(".wm-talk-rename")) {
      const id = item(sent).dataset.id;
      const done = await send(`/conversations/${id}`, "PATCH", { title: sent.elements.title.value });
      if (!done.ok && done.status !== 404) {
        sent.querySelector(".wm-problem").textContent = done.text;
        return;
      }
      await listed();
      document.querySelector(`[data-id="${id}"] a`)?.focus();
    } else openLimits(false);
  });
  document.addEventListener("wm-signed-in", () => relisted());
  document.addEventListener("change", (event) => {
    if (event.target.closest?.("#wm-limits-form")) tellLimits();
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && event.target.closest?.("#wm-limits-form")) openLimits(false);
  });
  let typing = 0;
  document.addEventListener("input", (event) => {
    // A comment that a reload has brought back would not be seen in a closed form.
    const comment = event.target.closest?.(".wm-verdict-form[hidden]");
    if (comment) {
      comment.hidden = false;
      comment.closest(".wm-verdict").querySelector(".wm-verdict-ask").hidden = false;
      comment.closest(".wm-verdict").querySelector('[data-wm="verdict-down"]').setAttribute("aria-expanded", "true");
    }
    if (event.target.id !== "wm-talks-search") return;
    clearTimeout(typing);
    typing = setTimeout(() => listed(), 200);
  });

  // What could be asked next is found out in the background and shown when it is there.
  const next = async (turn, tries = 12) => {
    const at = `/conversations/${turn.dataset.conversation}/turns/${turn.dataset.turn}/next`;
    const answer = await fetch(at).catch(() => null);
    if (!answer?.ok || !turn.isConnected) return;
    if (answer.status === 202) {
      if (tries) setTimeout(() => next(turn, tries - 1), 1500);
      return;
    }
    const text = await answer.text();
    if (!text || turn.querySelector(".wm-next")) return;
    const made = document.createElement("section");
    made.className = "wm-next";
    made.innerHTML = text;
    (turn.querySelector(".wm-said") ?? turn).append(made);
  };

  // Beside longer sources the answer stays in sight; a long one so far up that its end can be read.
  const pinned = new ResizeObserver((entries) => {
    for (const { target } of entries) {
      const below = document.querySelector("#wm-composer")?.offsetHeight ?? 0;
      target.style.top = `${Math.min(16, innerHeight - below - target.offsetHeight - 16)}px`;
    }
  });
  const pin = () => {
    for (const said of document.querySelectorAll("#wm-main .wm-said")) pinned.observe(said);
  };

  // The page says which conversation it shows; the address and the list follow.
  let seen = "";
  const follow = () => {
    const turn = room()?.querySelector(".wm-turn");
    pin();
    if (document.querySelector("#wm-notice [data-gone]") && place()) {
      history.replaceState(null, "", "/");
      listed();
    }
    const id = turn?.dataset.conversation ?? "";
    if (id !== leaving) leaving = "";
    if (id && id !== place() && id !== leaving) history.replaceState(null, "", address(id));
    // An answer is told line by line, each time as a new element: its verdict comes with the last.
    const whole = turn?.dataset.state === "answered" && turn.querySelector(".wm-verdict") !== null;
    const now = turn ? `${id} ${turn.dataset.turn} ${turn.dataset.state} ${whole}` : "";
    if (now === seen) return;
    seen = now;
    if (turn) relisted();
    if (whole && turn.querySelector(".wm-answered, .wm-no_evidence")) next(turn);
    else if (turn?.dataset.state === "looking") again();
  };
  // A question that is answered elsewhere (another tab's) is looked at again until it is there.
  let waiting = 0;
  const again = () => {
    clearTimeout(waiting);
    waiting = setTimeout(() => {
      const other = document.querySelector("#wm-history [data-state=looking]");
      const busy = document.querySelector("#wm-submit")?.disabled;
      if (other && !busy) click("wm-visit");
      if (other) again();
    }, 3000);
  };

  const settle = () => {
    if (location.pathname !== "/") return;
    if (!document.querySelector("#wm-talks") || !room()) return setTimeout(settle, 50);
    toggleTalks(wide.matches && localStorage.getItem("wm-talks") !== "closed");
    listed();
    new MutationObserver(follow).observe(document.querySelector("#wm-main"), { childList: true, subtree: true });
    new MutationObserver(newLimits).observe(document.querySelector("#wm-limiting"), { childList: true, subtree: true });
    newLimits();
    follow();
  };
  settle();
})();
