// Optional: says when the number of new applications changes. Rows never move; without this the link below the list does.
"use strict";
(function () {
  const status = document.getElementById("arrivals");
  if (!status) return;
  const EVERY = 60000;
  let known = status.dataset.count;
  async function look() {
    try {
      const answer = await fetch("/arrivals", { credentials: "same-origin", redirect: "error", cache: "no-store" });
      const count = answer.ok ? (await answer.text()).trim() : known;
      if (!/^[0-9]{1,3}$/.test(count) || count === known) return;
      known = count;
      status.textContent = status.dataset.words.replace("{count}", count === "100" ? "99+" : count);
    } catch (trouble) {
      // The next look may do better; a list without news is still a list.
    }
  }
  setInterval(look, EVERY);
})();
