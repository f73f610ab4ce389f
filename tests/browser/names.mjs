// Everything that a report names in a table is found by its name: a term, an abbreviation, a measure, an agency, a person.
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

const FIRST = 10;
const NAMED = /^(Abbreviation|Agency|Chair|Name|Representative|Safeguarding partner)$/;
const PLACES = /^(Area|Service)$/; // a report's own area stands everywhere in it
const DATED = /(, (%|per [\d,]+))? \(\d{4}(?:[-/]\d{2})?\)$/; // a measure's unit and period in a table of details

// What each table of a page names, with the section that the table stands in.
async function namesOf(page, name) {
  const tables = await page.evaluate(() => {
    let section = "";
    const shown = (cell) => [...cell.childNodes].filter((part) => !part.popover).map((part) => part.textContent).join("").trim();
    const rows = [];
    for (const node of document.querySelectorAll("main :is(h2, h3, h4)[id], main table")) {
      if (node.matches("h2, h3, h4")) section = node.id;
      else if (!node.closest("details:not(.folds)")) {
        const headings = [...node.querySelectorAll("thead th")].map((cell) => cell.textContent.trim());
        for (const row of node.querySelectorAll("tbody tr")) rows.push([section, headings, [...row.children].map(shown)]);
      }
    }
    return rows;
  });
  return tables.flatMap(([section, headings, cells]) =>
    cells
      .filter((cell, at) => /\p{L}/u.test(cell) && !PLACES.test(headings[at]) && (at === 0 || NAMED.test(headings[at])))
      .map((cell) => [cell.replace(DATED, ""), section ? `${name}#${section}` : name]),
  );
}

async function placesByName(site, opened) {
  const places = new Map();
  for (const name of readdirSync(site).filter((name) => /^\d\d_.*\.html$/.test(name))) {
    const { page } = await opened(pathToFileURL(join(site, name)).href);
    for (const [named, place] of await namesOf(page, name)) places.set(named, (places.get(named) ?? new Set()).add(place));
    await page.close();
  }
  return places;
}

// A letter left out of the first long word.
const withSlip = (name) => name.replace(/(\p{L}{4})\p{L}(\p{L}{3,})/u, "$1$2");

/** Say of which names no place that names them is among the first results. */
export async function lostNames(site, opened) {
  const places = await placesByName(site, opened);
  const { page } = await opened(pathToFileURL(join(site, "search.html")).href);
  const lost = [];
  for (const [name, own] of places) {
    const written = new Set([name, `${name}.`, name.replaceAll(/['’]/g, " ")]);
    for (const query of new Set([...written, withSlip(name)])) {
      const found = await page.evaluate((query) => {
        const field = document.getElementById("page-query");
        field.value = query;
        field.form.dispatchEvent(new Event("submit", { cancelable: true }));
        return [...document.querySelectorAll("#page-results a")].map((link) => link.getAttribute("href"));
      }, query);
      const first = written.has(query) ? found.slice(0, FIRST) : found; // a slip leads to all that it may have meant
      if (!first.some((place) => own.has(place))) lost.push(`"${query}" (${[...own].join(", ")})`);
    }
  }
  await page.close();
  return { count: places.size, lost };
}
