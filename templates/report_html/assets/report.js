/* What a page gains from scripts: search, and no stop at tables that need no scrolling. */
(function () {
  "use strict";

  function showSearch() {
    document.querySelectorAll("form.find").forEach(function (form) {
      form.hidden = false;
    });
  }

  function stopOnlyWhereNeeded() {
    document.querySelectorAll(".scroll").forEach(function (box) {
      if (box.scrollWidth > box.clientWidth) box.setAttribute("tabindex", "0");
      else box.removeAttribute("tabindex");
    });
  }

  function watchTables() {
    stopOnlyWhereNeeded();
    window.addEventListener("resize", stopOnlyWhereNeeded);
    document.addEventListener("toggle", stopOnlyWhereNeeded, true);
  }

  showSearch();
  watchTables();
})();
