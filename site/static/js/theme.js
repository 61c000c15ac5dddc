/* Runs before the first paint: colours and text size as the reader chose them. */
(function () {
  var root = document.documentElement;
  root.setAttribute("data-js", "");
  try {
    var theme = localStorage.getItem("theme");
    var text = localStorage.getItem("text");
    if (theme === "light" || theme === "dark") root.setAttribute("data-theme", theme);
    if (/^(112|125|150)$/.test(text)) root.setAttribute("data-text", text);
  } catch (error) {
    /* Storage may be forbidden; the page then looks as the device says. */
  }
})();
