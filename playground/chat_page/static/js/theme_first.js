// Sets the theme before the first paint. A classic script on purpose: modules run too late for that.
(function () {
  let choice = null;
  try {
    choice = localStorage.getItem("theme");
  } catch (_error) {
    // Storage may be forbidden; then the theme simply follows the system.
  }
  const dark = choice ? choice === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
  document.documentElement.dataset.theme = dark ? "dark" : "light";
})();
