/* What the reviewers' edition gains from scripts: a note on each number of where it is from, and a filter of the list. */
(function () {
  "use strict";

  var known = window.whereFrom;
  var STOPS = "data[data-entry], [role=img][data-entries]";
  var LINGERS = 250;
  var note, leaving, pinned, stepping;

  function entriesOf(place) {
    return (place.dataset.entry || place.dataset.entries || "").split(" ").filter(function (entry) {
      return known.numbers[entry];
    });
  }

  /* A line is words, or words and the address that they lead to. */
  function line(words, kind) {
    var made = document.createElement("p");
    if (Array.isArray(words)) {
      var link = document.createElement("a");
      link.href = words[1];
      link.textContent = words[0];
      made.append(link);
    } else made.textContent = words;
    if (kind) made.className = kind;
    note.append(made);
  }

  function show(place) {
    var entries = entriesOf(place);
    if (!entries.length) return;
    hide();
    note.replaceChildren();
    entries.forEach(function (entry) {
      line(known.shown[entry] || place.textContent, "shown");
      known.numbers[entry].forEach(function (at) {
        line(known.lines[at]);
      });
    });
    note.hidden = false;
    note.shows = place;
    place.classList.add("found");
    put(place.getBoundingClientRect());
  }

  function put(beside) {
    var across = document.documentElement.clientWidth;
    var left = Math.max(8, Math.min(beside.left, across - note.offsetWidth - 8));
    var fitsBelow = beside.bottom + note.offsetHeight + 8 < window.innerHeight;
    var top = fitsBelow || beside.top < note.offsetHeight + 8 ? beside.bottom + 6 : beside.top - note.offsetHeight - 6;
    note.style.left = left + window.scrollX + "px";
    note.style.top = top + window.scrollY + "px";
  }

  function hide() {
    clearTimeout(leaving);
    if (note.shows) note.shows.classList.remove("found");
    note.shows = pinned = null;
    note.hidden = true;
  }

  function numberAt(target) {
    var place = target.closest && target.closest("[data-entry]");
    return place && entriesOf(place).length ? place : null;
  }

  function watchPointer() {
    document.addEventListener("pointerover", function (event) {
      var place = numberAt(event.target);
      if (note.contains(event.target) || (place && place === note.shows)) clearTimeout(leaving);
      else if (place && !pinned && !stepping) show(place);
      else if (!place && !pinned && !stepping) leave();
    });
    document.addEventListener("click", function (event) {
      var place = numberAt(event.target);
      if (note.contains(event.target) || event.target.closest("a, button, summary")) return;
      if (!place || place === pinned) return hide();
      show(place);
      pinned = place;
    });
  }

  function leave() {
    clearTimeout(leaving);
    leaving = setTimeout(hide, LINGERS);
  }

  /* By keyboard: one stop a part, the button below it; from there the arrow keys go from number to number. */
  function makeButtons() {
    document.querySelectorAll(".from a").forEach(function (link) {
      var button = document.createElement("button");
      button.type = "button";
      button.append.apply(button, link.childNodes);
      button.addEventListener("click", function () {
        step(button, 0);
      });
      link.replaceWith(button);
    });
  }

  function stopsOf(button) {
    return Array.from(button.closest(".cell").querySelectorAll(".made " + STOPS.replace(", ", ", .made "))).filter(
      function (place) {
        return entriesOf(place).length;
      }
    );
  }

  function step(button, at) {
    var stops = stopsOf(button);
    var place = stops[at];
    if (!place) return;
    rest();
    open(place);
    stepping = { button: button, at: at, last: stops.length - 1, place: place, role: place.getAttribute("role") };
    place.tabIndex = 0;
    if (!stepping.role) place.setAttribute("role", "button");
    place.setAttribute("aria-describedby", note.id);
    place.scrollIntoView({ block: "center", behavior: "instant" });
    show(place);
    place.focus({ preventScroll: true });
  }

  function open(place) {
    for (var box = place.closest("details"); box; box = box.parentElement.closest("details")) box.open = true;
  }

  function rest() {
    if (!stepping) return;
    var place = stepping.place;
    var role = stepping.role;
    stepping = null;
    place.removeAttribute("tabindex");
    place.removeAttribute("aria-describedby");
    if (!role) place.removeAttribute("role");
    hide();
  }

  function moved(key) {
    if (key === "ArrowRight" || key === "ArrowDown") return Math.min(stepping.at + 1, stepping.last);
    if (key === "ArrowLeft" || key === "ArrowUp") return Math.max(stepping.at - 1, 0);
    return { Home: 0, End: stepping.last }[key];
  }

  function watchKeys() {
    document.addEventListener("keydown", function (event) {
      if (event.key === "Escape") return escape();
      if (!stepping || event.ctrlKey || event.altKey || event.metaKey) return;
      var to = moved(event.key);
      if ((event.key === "Enter" || event.key === " ") && !note.contains(document.activeElement)) return toLinks(event);
      if (to === undefined || note.contains(document.activeElement)) return;
      event.preventDefault();
      step(stepping.button, to);
    });
    document.addEventListener("focusout", function (event) {
      if (stepping && event.relatedTarget !== stepping.place && !note.contains(event.relatedTarget)) rest();
    });
  }

  /* Enter goes from a number to the links of its note; Tab goes on from there, and Escape back to the button. */
  function toLinks(event) {
    event.preventDefault();
    if (note.hidden) show(stepping.place);
    var link = note.querySelector("a");
    if (link) link.focus();
  }

  /* The first Escape takes the note away and leaves the focus, but for that of a link in it, at the number; the next goes back to the button. */
  function escape() {
    var button = stepping && stepping.button;
    if (button && note.contains(document.activeElement)) stepping.place.focus();
    else if (note.hidden && button) button.focus();
    hide();
  }

  function showAsked() {
    var asked = new URLSearchParams(location.search).get("number");
    var found = asked && document.querySelector('.made [data-entry="' + CSS.escape(asked) + '"]');
    if (!found) return;
    open(found);
    found.scrollIntoView({ block: "center", behavior: "instant" });
    show(found);
    pinned = found;
  }

  function tell() {
    note = document.createElement("div");
    note.className = "where-from";
    note.id = "page-where-from";
    note.setAttribute("role", "group");
    note.setAttribute("aria-label", "Where this number is from");
    note.hidden = true;
    document.querySelector("main").append(note);
    document.body.classList.add("tells");
    document.querySelectorAll(".how").forEach(function (how) {
      how.hidden = false;
    });
    makeButtons();
    watchPointer();
    watchKeys();
    window.addEventListener("resize", hide);
    showAsked();
  }

  /* The list: rows that hold every word asked for. */
  function filterList(field) {
    var rows = Array.from(document.querySelectorAll(".numbers tbody tr:not(.shared)")).map(function (row) {
      var group = row.parentElement;
      var words = row.textContent + " " + (group.firstElementChild === row ? "" : group.firstElementChild.textContent);
      return { row: row, words: words.toLowerCase(), group: group, chapter: row.closest("section") };
    });
    var groups = Array.from(document.querySelectorAll(".numbers tbody"));
    var count = document.getElementById("page-count");

    function narrow() {
      var asked = field.value.toLowerCase().split(/\s+/).filter(Boolean);
      var found = 0;
      var held = new Set();
      document.body.classList.toggle("asked", asked.length > 0);
      rows.forEach(function (one) {
        var shown = asked.every(function (word) {
          return one.words.includes(word);
        });
        one.row.hidden = !shown;
        found += shown;
        if (shown) held.add(one.chapter).add(one.group);
      });
      groups.forEach(function (group) {
        group.hidden = !held.has(group);
      });
      document.querySelectorAll(".shelf").forEach(function (shelf) {
        shelf.hidden = !held.has(shelf);
      });
      count.textContent = found.toLocaleString("en-GB") + " of " + rows.length.toLocaleString("en-GB") + " numbers";
    }

    var waiting;
    field.addEventListener("input", function () {
      clearTimeout(waiting);
      waiting = setTimeout(narrow, 120);
    });
    field.form.addEventListener("submit", function (event) {
      event.preventDefault();
      narrow();
    });
    field.value = new URLSearchParams(location.search).get("q") || "";
    narrow();
  }

  if (known) tell();
  var field = document.getElementById("page-filter");
  if (field) filterList(field);
})();
