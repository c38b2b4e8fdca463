// A classic script in the head, so that a kept choice holds from the first paint.
(() => {
  "use strict";

  const KEY = "flyball.theme";
  const root = document.documentElement;
  const system = matchMedia("(prefers-color-scheme: dark)");

  function kept() {
    try {
      return localStorage.getItem(KEY);
    } catch (forbidden) {
      return null;
    }
  }

  function keep(choice) {
    try {
      if (choice) localStorage.setItem(KEY, choice);
      else localStorage.removeItem(KEY);
    } catch (forbidden) {
      // Without storage the choice holds as long as the page.
    }
  }

  const ofSystem = () => (system.matches ? "dark" : "light");
  const now = () => root.dataset.theme || ofSystem();

  function show() {
    const button = document.getElementById("theme");
    if (button) button.textContent = now() === "dark" ? "Light" : "Dark";
    document.dispatchEvent(new CustomEvent("theme"));
  }

  function choose(theme) {
    // A choice that equals the system's is no choice: the page follows the system again.
    if (theme === ofSystem()) delete root.dataset.theme;
    else root.dataset.theme = theme;
    keep(root.dataset.theme);
    show();
  }

  const before = kept();
  if (before === "dark" || before === "light") root.dataset.theme = before;
  system.addEventListener("change", show);
  document.addEventListener("DOMContentLoaded", () => {
    document.getElementById("theme").addEventListener("click", () => choose(now() === "dark" ? "light" : "dark"));
    show();
  });
})();
