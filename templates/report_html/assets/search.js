/* Search the sections that search-index.js holds: every word must be found, as a word or the beginning of one. */
(function () {
  "use strict";

  var AROUND = 90;
  var MOST = 50;
  var PAUSE = 150;
  var sections = window.reportSections.map(withPlainText);
  var field = document.getElementById("page-query");
  var count = document.getElementById("page-count");
  var list = document.getElementById("page-results");

  function plain(text) {
    return text.toLowerCase().replace(/[’‘]/g, "'").replace(/[–—-]/g, " ").replace(/(\d),(?=\d)/g, "$1");
  }

  function withPlainText(section) {
    var title = plain(section.heading + " " + section.chapter);
    return { shown: section, title: title, text: plain(section.text) };
  }

  function wordsOf(query) {
    return plain(query).split(/[^\p{L}\p{N}£%.']+/u).filter(Boolean);
  }

  function beginning(word, flags) {
    return new RegExp("(?<![\\p{L}\\p{N}])" + word.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"), flags);
  }

  function score(section, words) {
    var total = 0;
    for (var word of words) {
      var inTitle = beginning(word, "u").test(section.title);
      var inText = section.text.match(beginning(word, "gu"));
      if (!inTitle && !inText) return 0;
      total += (inTitle ? 10 : 0) + Math.min(inText ? inText.length : 0, 5);
    }
    return total;
  }

  function found(words) {
    return sections
      .map(function (section, order) { return { section: section.shown, score: score(section, words), order: order }; })
      .filter(function (result) { return result.score > 0; })
      .sort(function (one, other) { return other.score - one.score || one.order - other.order; });
  }

  /* Matching in what is shown: commas inside figures are skipped, so 43000 finds 43,000. */
  function inShown(words) {
    var parts = words.map(function (word) {
      return word.split("").map(function (letter) {
        if (letter === "'") return "['’‘]";
        return letter.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
      }).join(",?");
    });
    return new RegExp("(?<![\\p{L}\\p{N}])(?:" + parts.join("|") + ")", "giu");
  }

  function extract(text, pattern) {
    var first = text.search(pattern);
    var start = Math.max(0, first - AROUND);
    var from = start === 0 ? 0 : text.indexOf(" ", start) + 1;
    var end = Math.min(text.length, from + 2 * AROUND);
    var to = end === text.length ? end : text.lastIndexOf(" ", end);
    return (from ? "… " : "") + text.slice(from, to) + (to < text.length ? " …" : "");
  }

  function element(name, text, pattern) {
    var made = document.createElement(name);
    addMarked(made, text, pattern);
    return made;
  }

  function addMarked(parent, text, pattern) {
    var at = 0;
    for (var match of text.matchAll(pattern)) {
      parent.append(text.slice(at, match.index));
      parent.appendChild(document.createElement("mark")).textContent = match[0];
      at = match.index + match[0].length;
    }
    parent.append(text.slice(at));
  }

  function item(section, pattern) {
    var entry = document.createElement("li");
    var link = element("a", section.heading || section.chapter, pattern);
    var chapter = element("p", section.heading ? section.chapter : "", pattern);
    link.href = section.page;
    chapter.className = "where";
    entry.append(link, chapter, element("p", extract(section.text, pattern), pattern));
    return entry;
  }

  function said(query, number) {
    if (number === 0) return "Nothing found for “" + query + "”. Try fewer or shorter words.";
    var sections = number === 1 ? "1 section" : number + " sections";
    return sections + " found for “" + query + "”" + (number > MOST ? "; the first " + MOST + " are shown." : ".");
  }

  function search() {
    var query = field.value.trim();
    var words = wordsOf(query);
    var results = words.length ? found(words) : [];
    count.textContent = words.length ? said(query, results.length) : "";
    list.replaceChildren.apply(list, results.slice(0, MOST).map(function (result) {
      return item(result.section, inShown(words));
    }));
  }

  function searchAsTyped() {
    var waiting;
    field.addEventListener("input", function () {
      clearTimeout(waiting);
      waiting = setTimeout(search, PAUSE);
    });
    field.form.addEventListener("submit", function (event) {
      event.preventDefault();
      search();
    });
  }

  field.value = new URLSearchParams(window.location.search).get("q") || "";
  searchAsTyped();
  search();
})();
