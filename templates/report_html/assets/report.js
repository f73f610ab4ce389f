/* What a page gains from scripts: search, no stop at tables that need no scrolling, and on a phone details that open when asked for. */
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

  function fold() {
    var phone = window.matchMedia("screen and (max-width: 35rem)");
    function set() {
      document.querySelectorAll(".folds").forEach(function (details) {
        details.open = !phone.matches || details.id === location.hash.slice(1);
      });
    }
    function openLinked() {
      var linked = document.getElementById(location.hash.slice(1));
      if (linked && linked.matches(".folds")) linked.open = true;
    }
    set();
    phone.addEventListener("change", set);
    window.addEventListener("hashchange", openLinked);
  }

  showSearch();
  fold();
  watchTables();
})();
