// The Ask room: markers and cards, opening passages, and the newest question at the top.
(() => {
  const still = matchMedia("(prefers-reduced-motion: reduce)").matches;

  const low = matchMedia("(max-height: 24rem)");

  const show = (element) => {
    for (let box = element.parentElement?.closest("details"); box; box = box.parentElement?.closest("details")) {
      box.open = true;
    }
    element.scrollIntoView({ block: "nearest", behavior: still ? "auto" : "smooth" });
    element.focus({ preventScroll: true });
  };

  const chosen = (card) => {
    for (const other of document.querySelectorAll(".wm-chosen")) other.classList.remove("wm-chosen");
    card.classList.add("wm-chosen");
    for (const marker of document.querySelectorAll(`[data-card="${card.id}"]`)) {
      marker.classList.add("wm-chosen");
    }
  };

  Object.assign(waymark.actions, {
    card: (button) => {
      const card = document.getElementById(button.dataset.card);
      if (!card) return;
      chosen(card);
      card.returnTo = button;
      show(card);
    },
    back: (button) => {
      const card = button.closest(".wm-card");
      const marker = card.returnTo?.isConnected
        ? card.returnTo
        : document.querySelector(`[data-card="${card.id}"]`);
      if (!marker) return;
      chosen(card);
      show(marker);
    },
    whole: (button) => {
      const open = button.getAttribute("aria-expanded") !== "true";
      button.setAttribute("aria-expanded", String(open));
      button.textContent = open ? button.dataset.less : button.dataset.whole;
      button.closest(".wm-card").classList.toggle("wm-whole", open);
    },
  });

  // Live regions must be there, and be live, before what they announce is put into them.
  const regions = () => {
    const live = document.querySelector("#wm-live");
    const notice = document.querySelector("#wm-notice");
    if (!live || !notice) return false;
    live.setAttribute("role", "status");
    live.setAttribute("aria-live", "polite");
    notice.setAttribute("role", "alert");
    return true;
  };

  // A new question comes to the top of the window, so that its answer is read from its beginning.
  let last = 0;
  const follow = () => {
    const turn = document.querySelector("#wm-current .wm-turn");
    const number = Number(turn?.dataset.turn ?? 0);
    if (number && number !== last) {
      const box = document.querySelector("#wm-box textarea");
      // On a phone the keyboard would cover the answer.
      if (matchMedia("(pointer: coarse)").matches) box?.blur();
      else box?.focus({ preventScroll: true });
      // The welcome above goes away in the same moment; measure when it has.
      setTimeout(() => {
        // By now it may have been drawn anew. In a low window the header would take the answer's room.
        const there = turn.isConnected ? turn : document.querySelector("#wm-current .wm-turn");
        if (!there) return;
        const top = number === 1 && !low.matches ? 0 : there.getBoundingClientRect().top + scrollY - 16;
        scrollTo({ top, behavior: still || low.matches ? "auto" : "smooth" });
      }, 60);
    }
    last = number;
  };

  const settle = () => {
    if (location.pathname !== "/") return;
    if (!regions()) return setTimeout(settle, 50);
    new MutationObserver(follow).observe(document.querySelector("#wm-room"), {
      childList: true,
      subtree: true,
      attributes: true,
      attributeFilter: ["data-turn"],
    });
  };
  settle();
})();
