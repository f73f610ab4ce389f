/* Search the sections that search-index.js holds with MiniSearch: each word must be found, as a word, as the beginning of one, or but for a slip. */
(function () {
  "use strict";

  var AROUND = 90;
  var MOST = 50;
  var PAUSE = 150;
  var UNSEEN = /[\u00AD\u200B-\u200D\u2060\uFEFF]/g;
  var WORD = /[\p{L}\p{N}][\p{L}\p{N}\p{M}\u00AD\u200B-\u200D\u2060]*(?:[.,'’][\p{L}\p{N}][\p{L}\p{N}\p{M}]*)*/gu;
  var LONG_ENOUGH_FOR_A_SLIP = 5;
  var field = document.getElementById("page-query");
  var count = document.getElementById("page-count");
  var list = document.getElementById("page-results");
  var index = new MiniSearch({
    fields: ["heading", "chapter", "text"],
    tokenize: terms,
    processTerm: function (term) { return term; },
  });
  index.addAll(window.reportSections.map(function (section, id) { return Object.assign({ id: id }, section); }));

  /* Letters without accents and signs that nobody sees, so that a word is found however it is typed. */
  function plain(text) {
    return text.normalize("NFKD").replace(/\p{M}/gu, "").replace(UNSEEN, "").toLowerCase().replace(/’/g, "'");
  }

  /* A word without the endings of plurals and verbs, in the search and in the text alike. */
  function stem(word) {
    if (/\p{N}/u.test(word) || word.length < 4) return word;
    return word.replace(/ies$/, "y").replace(/(ss|x|ch|sh)es$/, "$1").replace(/([^s])s$/, "$1").replace(/(.{4})(?:ing|ed)$/, "$1");
  }

  /* The parts of a word: O'Neill has o and neill, but 55.4 is one, and so is 4152, however it is written. */
  function partsOf(word) {
    var whole = plain(word).replace(/(\d),(?=\d)/g, "$1");
    return /^[\d.]+$/.test(whole) ? [whole] : whole.split(/[.,']/).filter(Boolean);
  }

  /* What a word is found by: its parts as written, without their endings, and all of it as one: o, neill and oneill. */
  function termsOfWord(word) {
    var parts = partsOf(word);
    return Array.from(new Set(parts.concat(parts.map(stem), parts.join(""))));
  }

  function wordsOf(text) {
    return text.normalize("NFC").match(WORD) || [];
  }

  function terms(text) {
    return wordsOf(text).flatMap(termsOfWord);
  }

  /* A query for one word: itself, or all the words of what the report calls it. */
  function queryOfWord(word) {
    var query = { combineWith: "AND", queries: partsOf(word).map(function (part) {
      return { combineWith: "OR", queries: [part, stem(part)] };
    }) };
    var meant = window.reportMeanings[plain(word).replace(/\./g, "")];
    return meant ? { combineWith: "OR", queries: [query, { combineWith: "AND", queries: terms(meant) }] } : query;
  }

  function results(words) {
    return index.search({ combineWith: "AND", queries: words.map(queryOfWord) }, {
      boost: { heading: 4, chapter: 2 },
      prefix: true,
      fuzzy: function (term) { return term.length < LONG_ENOUGH_FOR_A_SLIP || /\p{N}/u.test(term) ? false : 0.2; },
    });
  }

  /* The words of a text in the form in which two are compared, whatever their endings. */
  function key(text) {
    return wordsOf(text).flatMap(partsOf).map(stem).join(" ");
  }

  /* Whether what was looked for, as a key, is defined in a section, heads it, or is a whole passage of it: a title, a cell. */
  var SIGNS = [
    function (section, asked) { return (section.defines || []).some(function (term) { return key(term) === asked; }); },
    function (section, asked) { return key(section.heading || section.chapter) === asked; },
    function (section, asked) { return passages(section).has(asked); },
  ];

  /* The keys of a section's passages, worked out when they are first asked for. */
  var passagesOf = new Map();
  function passages(section) {
    if (!passagesOf.has(section)) passagesOf.set(section, new Set(section.text.split("\n").map(key)));
    return passagesOf.get(section);
  }

  /* What defines the very words that were looked for comes first, then what they head, then what has them whole, each in the order that was found. */
  function namedFirst(query, matching) {
    var asked = key(query);
    var place = function (result) {
      var sign = SIGNS.findIndex(function (isOf) { return isOf(window.reportSections[result.id], asked); });
      return sign < 0 ? SIGNS.length : sign;
    };
    return matching.map(function (result) { return { result: result, place: place(result) }; })
      .sort(function (one, other) { return one.place - other.place; })
      .map(function (placed) { return placed.result; });
  }

  /* The parts of a text, each with whether it is a word that was looked for. */
  function marked(text, matched) {
    var parts = [], at = 0;
    for (var match of text.matchAll(WORD)) {
      if (!termsOfWord(match[0]).some(function (term) { return matched.has(term); })) continue;
      parts.push([text.slice(at, match.index), false], [match[0], true]);
      at = match.index + match[0].length;
    }
    return parts.concat([[text.slice(at), false]]);
  }

  function extract(text, matched) {
    var first = marked(text, matched)[0][0].length;
    var start = first < text.length ? Math.max(0, first - AROUND) : 0;
    var from = start === 0 ? 0 : text.indexOf(" ", start) + 1;
    var end = Math.min(text.length, from + 2 * AROUND);
    var to = end === text.length ? end : text.lastIndexOf(" ", end);
    return (from ? "… " : "") + text.slice(from, to) + (to < text.length ? " …" : "");
  }

  function element(name, text, matched) {
    var node = document.createElement(name);
    for (var [words, isMatch] of marked(text, matched)) {
      if (isMatch) node.appendChild(document.createElement("mark")).textContent = words;
      else node.append(words);
    }
    return node;
  }

  function item(result) {
    var section = window.reportSections[result.id];
    var matched = new Set(result.terms);
    var entry = document.createElement("li");
    var link = element("a", section.heading || section.chapter, matched);
    var chapter = element("p", section.heading ? section.chapter : "", matched);
    link.href = section.page;
    chapter.className = "where";
    entry.append(link, chapter, element("p", extract(section.text.replaceAll("\n", " "), matched), matched));
    return entry;
  }

  function message(query, number) {
    if (number === 0) return "Nothing found for “" + query + "”. Try fewer or shorter words.";
    var sections = number === 1 ? "1 section" : number + " sections";
    return sections + " found for “" + query + "”" + (number > MOST ? "; the first " + MOST + " are shown." : ".");
  }

  function search() {
    var query = field.value.trim();
    var words = wordsOf(query);
    var matching = words.length ? namedFirst(query, results(words)) : [];
    count.textContent = query ? message(query, matching.length) : "";
    list.replaceChildren.apply(list, matching.slice(0, MOST).map(item));
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
