// Runs before the first paint, so that a dark page never flashes white. Kept in step with app/preferences.ts.
(function () {
  var theme = null;
  try {
    theme = JSON.parse(localStorage.getItem("nodepilot.preferences") || "{}").theme;
  } catch (unreadable) {
    theme = null;
  }
  var dark = theme === "dark" || (theme !== "light" && matchMedia("(prefers-color-scheme: dark)").matches);
  document.documentElement.dataset.theme = dark ? "dark" : "light";
})();
