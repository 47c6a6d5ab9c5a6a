// Rooms whose content is fetched: <div class="wm-part" data-src="…"> is filled with what that address
// gives for the query of the page's own address. Inside, links and forms marked data-part change the
// query without loading the page anew; forms marked data-post are sent, and say what came of it.
(() => {
  const parts = () => [...document.querySelectorAll(".wm-part[data-src]")];
  const held = (element) => element.closest(".wm-part[data-src]");
  let listAddress = null; // where "back" leads: the list as it was last shown

  // What may not be had will not be there when it is asked for again: the way leads elsewhere.
  const problem = (part, text, failed, forbidden = false) => {
    const said = document.createElement("p");
    said.className = "wm-stopped";
    said.setAttribute("role", "alert");
    said.textContent = text;
    const elsewhere = forbidden && document.querySelector("#wm-elsewhere");
    const again = elsewhere ? elsewhere.cloneNode(true) : document.createElement("button");
    if (elsewhere) {
      again.removeAttribute("id");
      again.hidden = false;
    } else {
      again.type = "button";
      again.className = "wm-button";
      again.dataset.wm = "part-again";
      again.textContent = failed;
    }
    part.querySelector(".wm-working")?.remove();
    part.querySelector(".wm-stopped")?.nextElementSibling?.remove();
    part.querySelector(".wm-stopped")?.remove();
    part.append(said, again);
  };

  const load = async (part, { focus = "" } = {}) => {
    const mine = (part.turn = (part.turn ?? 0) + 1);
    part.setAttribute("aria-busy", "true");
    try {
      const answer = await fetch(part.dataset.src + location.search, { cache: "no-store" });
      const text = await answer.text();
      if (mine !== part.turn) return;
      if (!answer.ok) {
        problem(part, text, document.querySelector("#wm-back button")?.textContent ?? "↻", answer.status === 403);
        return;
      }
      part.innerHTML = text;
      const address = location.pathname + location.search;
      if (part.querySelector("[data-list], .wm-filters")) listAddress = address;
      const back = part.querySelector("a[data-back]");
      if (back && listAddress) back.setAttribute("href", listAddress);
      const heading = part.querySelector("h1");
      if (focus === "heading") {
        heading?.focus({ preventScroll: true });
        scrollTo(0, 0);
      }
      const live = part.querySelector("[data-live]");
      if (focus && live) waymark.tell(live.textContent);
      part.dispatchEvent(new CustomEvent("wm-shown", { bubbles: true }));
    } catch (error) {
      if (mine === part.turn && error.name !== "AbortError") {
        const lost = document.querySelector("#wm-lost")?.textContent ?? error.message;
        problem(part, lost, document.querySelector("#wm-back button")?.textContent ?? "↻");
      }
    } finally {
      if (mine === part.turn) part.removeAttribute("aria-busy");
    }
  };

  const go = (part, address, options) => {
    if (address !== location.pathname + location.search) history.pushState({ wm: 1 }, "", address);
    return load(part, options);
  };

  document.addEventListener("click", (event) => {
    const link = event.target.closest?.("a[data-part]");
    if (!link || event.button || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    const part = held(link);
    if (!part || new URL(link.href).pathname !== location.pathname) return;
    event.preventDefault();
    go(part, link.getAttribute("href"), { focus: "heading" });
  });

  document.addEventListener("submit", async (event) => {
    const form = event.target;
    const part = form.closest?.(".wm-part[data-src]");
    if (!part) return;
    if (form.matches("[data-part]")) {
      event.preventDefault();
      const asked = [...new FormData(form)].filter(([, value]) => value !== "");
      const query = new URLSearchParams(asked).toString();
      const named = event.submitter?.name || document.activeElement?.name;
      await go(part, form.getAttribute("action") + (query ? `?${query}` : ""), { focus: "list" });
      (named ? part.querySelector(`form [name="${CSS.escape(named)}"]`) : part.querySelector("form button"))?.focus();
    } else if (form.matches("[data-post]")) {
      event.preventDefault();
      const button = event.submitter ?? form.querySelector("button");
      const said = form.querySelector(".wm-problem");
      const body = new URLSearchParams(new FormData(form, event.submitter));
      const item = form.matches("[data-onward]") ? form.closest("li") : null;
      const place = item ? [...item.parentElement.children].indexOf(item) : -1;
      button.disabled = true;
      try {
        const answer = await fetch(form.action, { method: "POST", body });
        const text = await answer.text();
        if (!answer.ok) {
          if (said) said.textContent = text;
          else waymark.tell(text);
          return;
        }
        if (said) said.textContent = "";
        await load(part);
        part.dispatchEvent(new CustomEvent("wm-done", { bubbles: true, detail: text }));
        const note = document.createElement("p");
        note.className = "wm-done";
        note.textContent = text;
        // In a list that is worked off, on with what now stands in that place.
        const items = place < 0 ? [] : [...part.querySelectorAll("li:has(> form[data-onward])")];
        const next = items[Math.min(place, items.length - 1)];
        (next?.parentElement ?? part.querySelector("h1"))?.[next ? "before" : "after"](note);
        (next?.querySelector("[tabindex]") ?? part.querySelector("h1"))?.focus();
        waymark.tell(text);
      } catch {
        if (said) said.textContent = document.querySelector("#wm-lost")?.textContent ?? "";
      } finally {
        button.disabled = false;
      }
    }
  });

  addEventListener("popstate", () => { for (const part of parts()) load(part); });
  waymark.actions["part-again"] = (button) => load(held(button), { focus: "heading" });
  waymark.load = load;

  // Gradio draws the room after this script has run, and may draw it anew.
  const begin = () => {
    for (const part of parts()) {
      if (part.begun) continue;
      part.begun = true;
      load(part);
    }
  };
  new MutationObserver(begin).observe(document.body, { childList: true, subtree: true });
  begin();
})();
