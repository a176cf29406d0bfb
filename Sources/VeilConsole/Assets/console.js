// Small comforts of every page; all of it works without this script too, except for copying.
"use strict";
for (const button of document.querySelectorAll("[data-copy]")) {
  button.hidden = false;
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(button.dataset.copy);
    button.textContent = "Copied";
    setTimeout(() => { button.textContent = "Copy"; }, 1500);
  });
}
for (const form of document.querySelectorAll("form[data-busy]")) {
  form.addEventListener("submit", () => {
    for (const button of form.querySelectorAll("button")) {
      button.disabled = true;
      if (button.classList.contains("primary")) button.textContent = form.dataset.busy;
    }
  });
}
// Asks a job's address for its state until it ends, and shows it in the bar beside.
for (const box of document.querySelectorAll("[data-progress]")) {
  const bar = box.querySelector("progress");
  const text = box.querySelector("[data-progress-text]");
  const ask = async () => {
    try {
      const state = await (await fetch(box.dataset.progress, { headers: { Accept: "application/json" } })).json();
      if (text) text.textContent = state.text;
      if (state.total > 0) { bar.max = state.total; bar.value = state.done; } else { bar.removeAttribute("value"); }
      if (state.isEnded) { location.reload(); return; }
    } catch { if (text) text.textContent = "The console does not answer; trying again …"; }
    setTimeout(ask, 700);
  };
  ask();
}
