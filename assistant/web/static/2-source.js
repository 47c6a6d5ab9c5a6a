// Opens a source beside the answer: any element with data-wm="source" and data-href. It asks this
// server and no other.
(() => {
  const narrow = matchMedia("(max-width: 52rem)");
  let panel = null;
  let opener = null; // what had the focus, or its twin if the page was drawn anew meanwhile
  let request = null;
  let shellAsked = null;

  const part = (name) => panel.querySelector(`[data-src="${name}"]`);

  // The empty panel, with its words, comes from the server unless the page already holds it.
  const shell = async (href) => {
    panel = document.getElementById("wm-source");
    if (!panel) {
      const place = href.replace(/\/source\/.*$/, "/source/shell");
      shellAsked ??= fetch(place, { credentials: "same-origin" });
      const answer = await shellAsked.finally(() => { shellAsked = null; });
      if (!answer.ok) throw new Error(String(answer.status));
      panel = document.getElementById("wm-source");
      if (!panel) {
        const holder = document.createElement("template");
        holder.innerHTML = await answer.text();
        document.body.append(holder.content);
        panel = document.getElementById("wm-source");
      }
    }
    return panel;
  };

  const twin = (element) => {
    if (element?.isConnected) return element;
    const href = element?.dataset?.href;
    return href ? document.querySelector(`[data-wm="source"][data-href="${CSS.escape(href)}"]`) : null;
  };

  // On a phone the panel fills the screen: what lies under it can then not be reached.
  const cover = () => {
    if (!panel) return;
    const full = !panel.hidden && narrow.matches;
    panel.setAttribute("aria-modal", String(full));
    for (const other of document.body.children) {
      if (other !== panel && !/^(SCRIPT|STYLE|TEMPLATE|LINK)$/.test(other.tagName)) other.inert = full;
    }
    document.documentElement.classList.toggle("wm-src-covered", full);
    document.documentElement.classList.toggle("wm-src-open", !panel.hidden);
  };

  const close = () => {
    if (!panel || panel.hidden) return;
    request?.abort();
    panel.hidden = true;
    cover();
    part("body").replaceChildren();
    part("said").textContent = "";
    (twin(opener) ?? document.body).focus?.();
    opener = null;
  };

  const settle = (kept) => {
    const body = part("body");
    const title = body.querySelector("#wm-src-title");
    const again = kept && body.querySelector(`[data-keep="${kept}"]`);
    (again || title || panel).focus({ preventScroll: true });
    const paper = body.querySelector("[data-position]");
    part("said").textContent = paper ? paper.dataset.position : "";
    if (title) panel.setAttribute("aria-label", title.textContent);
    if (again) return;
    body.scrollTop = 0;
    const quote = body.querySelector("#wm-src-quote");
    const page = body.querySelector(".wm-src-page");
    if (page && !page.dataset.top) return;
    if (page) {
      // The quote comes to the upper third of the panel, if it is not in sight anyway.
      const at = page.offsetTop + Number(page.dataset.top) * page.offsetHeight;
      if (at > body.clientHeight * 0.7) body.scrollTop = at - body.clientHeight / 3;
    } else if (quote?.offsetParent) {
      const at = quote.getBoundingClientRect().top - body.getBoundingClientRect().top;
      if (at > body.clientHeight * 0.7) body.scrollTop = at - body.clientHeight / 3;
    }
  };

  const tell = (text) => {
    const said = document.createElement("p");
    said.className = "wm-src-warning";
    said.setAttribute("role", "alert");
    said.textContent = text;
    part("body").replaceChildren(said);
  };

  const open = async (element) => {
    const href = element.dataset.href;
    const inside = panel?.contains(element);
    if (!inside) opener = element;
    const kept = inside ? element.dataset.keep : null;
    try {
      await shell(href);
    } catch {
      return;
    }
    request?.abort();
    const mine = new AbortController();
    request = mine;
    const body = part("body");
    panel.hidden = false;
    cover();
    if (!inside) {
      body.replaceChildren();
      panel.focus({ preventScroll: true });
    }
    panel.setAttribute("aria-busy", "true");
    const slow = setTimeout(() => { part("said").textContent = panel.dataset.loading; }, 400);
    try {
      const answer = await fetch(href, { credentials: "same-origin", signal: mine.signal });
      const text = await answer.text();
      if (mine.signal.aborted) return;
      if (answer.ok) {
        body.innerHTML = text;
        settle(kept);
      } else {
        tell(answer.headers.get("content-type")?.startsWith("text/plain") ? text : panel.dataset.failed);
      }
    } catch (error) {
      if (error.name !== "AbortError") tell(panel.dataset.failed);
    } finally {
      clearTimeout(slow);
      if (request === mine) panel.removeAttribute("aria-busy");
    }
  };

  document.addEventListener("click", (event) => {
    const found = event.target.closest?.('[data-wm="source"], [data-wm="source-close"]');
    if (!found) return;
    event.preventDefault();
    if (found.dataset.wm === "source-close") close();
    else if (found.dataset.href && found.getAttribute("aria-disabled") !== "true") open(found);
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !panel || panel.hidden || event.defaultPrevented) return;
    // Escape in the question box beside the panel is not meant for the panel.
    const typing = /^(INPUT|TEXTAREA|SELECT)$/.test(document.activeElement?.tagName ?? "");
    if (typing && !panel.contains(document.activeElement)) return;
    event.preventDefault();
    close();
  });
  narrow.addEventListener("change", cover);
})();
