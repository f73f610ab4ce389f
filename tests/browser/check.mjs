// Open every page of each site given, at a desk's width and a phone's, and tell what a reader would stumble over.
import { readdirSync, readFileSync, mkdirSync } from "node:fs";
import { availableParallelism } from "node:os";
import { basename, join, resolve } from "node:path";
import { pathToFileURL, fileURLToPath } from "node:url";
import { chromium } from "playwright-core";
import { faultsAlone } from "./alone.mjs";
import { lostNames } from "./names.mjs";

const WIDTHS = [1280, 320];
const HEIGHT = 900;
const PATIENCE = 60000;
const TALLEST = 60000;
const RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
const AXE = readFileSync(fileURLToPath(import.meta.resolve("axe-core/axe.min.js")), "utf8");
const faults = [];

function must(holds, where, what) {
  if (!holds) faults.push(`${where}: ${what}`);
}

async function opened(browser, address, options) {
  const page = await browser.newPage({ viewport: { width: 1280, height: HEIGHT }, reducedMotion: "reduce", ...options });
  page.setDefaultTimeout(PATIENCE);
  const where = `${decodeURI(address).split("/").slice(-3).join("/")} at ${page.viewportSize().width} px`;
  page.on("request", (request) => must(/^(file|data):/.test(request.url()), where, `asks the network for ${request.url()}`));
  page.on("requestfailed", (request) => must(false, where, `could not load ${request.url()}`));
  page.on("console", (message) => must(!/Content Security Policy/.test(message.text()), where, message.text()));
  page.on("pageerror", (error) => must(false, where, `script failed: ${error.message}`));
  await page.goto(address);
  await page.evaluate(() => document.fonts.ready);
  return { page, where };
}

// Each page at each width, as many at once as there are processors.
async function checkPages(browser, site, pages) {
  const waiting = pages.flatMap((name) => WIDTHS.map((width) => ({ name, width })));
  const worker = async () => {
    for (let next = waiting.shift(); next; next = waiting.shift()) await checkPage(browser, site, next.name, next.width);
  };
  await Promise.all(Array.from({ length: availableParallelism() }, worker));
}

async function checkPage(browser, site, name, width) {
  const address = pathToFileURL(join(site, name)).href;
  const { page, where } = await opened(browser, address, { viewport: { width, height: HEIGHT } });
  await checkFits(page, where, width);
  await page.screenshot({ path: picture(site, name, width), fullPage: (await tall(page)) < TALLEST });
  await page.evaluate(() => document.querySelectorAll("details").forEach((details) => (details.open = true)));
  await checkFits(page, `${where}, data opened`, width);
  await checkAccess(page, where);
  await page.close();
}

function tall(page) {
  return page.evaluate(() => document.documentElement.scrollHeight);
}

function picture(site, name, width) {
  const folder = join(process.env.PICTURES ?? ".cache/browser", "pictures", ...resolve(site).split("/").slice(-3));
  mkdirSync(folder, { recursive: true });
  return join(folder, `${name.replace(/\.html$/, "")}-${width}.png`);
}

async function checkFits(page, where, width) {
  const across = await page.evaluate(() => document.documentElement.scrollWidth);
  must(across <= width, where, `the page scrolls sideways, ${across} px across`);
}

async function checkAccess(page, where) {
  await page.evaluate(AXE); // not as a script of the page, which its policy would refuse
  const { violations } = await page.evaluate((rules) => window.axe.run({ runOnly: rules, preload: false }), RULES);
  for (const { id, help, nodes } of violations) {
    for (const node of nodes) must(false, where, `${help} (${id}) at ${node.target.join(" ")}`);
  }
}

async function checkFace(browser, site) {
  const { page, where } = await opened(browser, pathToFileURL(join(site, "index.html")).href);
  const loaded = await page.evaluate(() => [...document.fonts].filter((face) => face.status === "loaded").length);
  must(loaded > 0, where, "the report's own face did not load");
  await page.close();
}

async function checkKeyboard(browser, site) {
  const { page, where } = await opened(browser, pathToFileURL(join(site, "index.html")).href);
  await page.keyboard.press("Tab");
  const first = await page.evaluate(() => document.activeElement.textContent);
  must(first === "Skip to main content", where, `the first stop of the keyboard is "${first}", not the skip link`);
  await page.keyboard.press("Enter");
  const reached = await page.evaluate(() => document.activeElement.tagName);
  must(reached === "MAIN", where, `the skip link leads to ${reached}`);
  await page.close();
}

async function checkSearch(browser, site) {
  const { page, where } = await opened(browser, pathToFileURL(join(site, "index.html")).href);
  const word = (await page.locator("main ol a").first().textContent()).trim().split(/\s+/)[0];
  await page.getByRole("searchbox").fill(word.toLowerCase());
  await page.keyboard.press("Enter");
  await page.waitForURL(/search\.html\?q=/);
  const said = await page.getByRole("status").textContent();
  must(/^\d+ sections? found/.test(said), where, `searching for "${word}" says "${said}"`);
  must((await page.locator("#page-results mark").count()) > 0, where, `searching for "${word}" marks no word`);
  await page.locator("#page-results a").first().press("Enter");
  must(!page.url().includes("search.html"), where, "a result of the search leads nowhere");
  await page.close();
}

async function checkEmptySearch(browser, site) {
  const { page, where } = await opened(browser, pathToFileURL(join(site, "search.html")).href + "?q=%3Cb%3Ezzzz");
  const said = await page.getByRole("status").textContent();
  must(said.startsWith("Nothing found for “<b>zzzz”"), where, `a search for nothing says "${said}"`);
  await page.close();
}

// A term of the glossary opens what it means by keyboard, and Escape takes it away again.
async function checkTerms(browser, site) {
  const chapters = readdirSync(site).filter((name) => /^\d\d_.*\.html$/.test(name));
  const { page, where } = await opened(browser, pathToFileURL(join(site, chapters[0])).href);
  const term = page.locator(".term").first();
  if (await term.count()) {
    const meaning = page.locator(`#${await term.getAttribute("popovertarget")}`);
    must(!(await meaning.isVisible()), where, "the meaning of a term stands open");
    await term.press("Enter");
    must(await meaning.isVisible(), where, "a term does not open what it means");
    await checkAccess(page, `${where}, a term open`);
    await page.keyboard.press("Escape");
    must(!(await meaning.isVisible()), where, "Escape does not take the meaning away");
  }
  await page.close();
}

// What a reader would look for: each heading of the report, each term and abbreviation of its glossary, each agency and office in its tables.
async function wordsOf(browser, site) {
  const words = new Set();
  for (const name of readdirSync(site).filter((name) => /^\d\d_.*\.html$/.test(name))) {
    const { page } = await opened(browser, pathToFileURL(join(site, name)).href);
    const shown = "main h2, main h3" + (name.includes("glossary") ? ", main tbody th, main tbody td:nth-child(2)" : "");
    for (const text of await page.locator(shown).allTextContents()) if (/[\p{L}\p{N}]/u.test(text)) words.add(text.trim());
    await page.close();
  }
  return [...words];
}

const withoutALetter = (word) => word.slice(0, 4) + word.slice(5);
const withSoftHyphen = (word) => word.slice(0, 3) + "\u00AD" + word.slice(3);

// Each of them is found as it is written, in capitals, with a full stop, with a slip in a long word and with a letter that nobody sees.
async function checkFinds(browser, site) {
  const { page, where } = await opened(browser, pathToFileURL(join(site, "search.html")).href);
  const words = await wordsOf(browser, site);
  const long = [...new Set(words.flatMap((word) => word.match(/[A-Za-z]{8,}/g) || []))];
  const queries = [...words, ...words.map((word) => `${word.toUpperCase()}.`), ...long.map(withoutALetter), ...long.map(withSoftHyphen)];
  for (const query of queries) {
    await page.getByRole("searchbox").fill(query);
    await page.waitForFunction((query) => document.getElementById("page-count").textContent.includes(`“${query}”`), query.trim());
    const said = await page.getByRole("status").textContent();
    must(/^\d+ sections? found/.test(said), where, `searching for "${query}" says "${said}"`);
  }
  await page.close();
}

async function checkNames(browser, site) {
  const { count, lost } = await lostNames(site, (address) => opened(browser, address));
  must(count > 0, site, "no table of the report names anything");
  for (const name of lost) must(false, site, `searching for ${name} does not find it`);
}

async function checkAlone(browser, site) {
  for (const fault of await faultsAlone(browser, site)) must(false, site, fault);
}

async function checkWithoutScripts(browser, site) {
  const address = pathToFileURL(join(site, "search.html")).href;
  const { page, where } = await opened(browser, address, { javaScriptEnabled: false });
  must(!(await page.locator("form").isVisible()), where, "without scripts the search box shows, which could not work");
  must(await page.locator("noscript").textContent(), where, "without scripts the page does not say where to look");
  await page.close();
}

// Tab alone comes to every link, button, field and fold-out of a page, and never stays where it is.
async function checkReached(browser, site) {
  const chapters = readdirSync(site).filter((name) => /^(\d\d_.*|index|search)\.html$/.test(name));
  for (const name of chapters.slice(0, 3)) {
    const { page, where } = await opened(browser, pathToFileURL(join(site, name)).href);
    const count = await page.evaluate(() => {
      const stops = "a[href], button, input, summary, [tabindex='0']";
      window.stops = [...document.querySelectorAll(stops)].filter((stop) => stop.checkVisibility({ visibilityProperty: true }));
      window.reached = new Set();
      return window.stops.length;
    });
    for (let press = 0; press < count + 5; press++) {
      await page.keyboard.press("Tab");
      await page.evaluate(() => window.reached.add(document.activeElement));
    }
    const left = await page.evaluate(() => window.stops.filter((stop) => !window.reached.has(stop)).map((stop) => stop.textContent.trim()));
    must(left.length === 0, where, `Tab does not come to ${left.join(", ")}`);
    await page.close();
  }
}

// A phone shows the cells of a row one below another, which must not take the table from a screen reader.
async function checkTables(browser, site) {
  for (const name of readdirSync(site).filter((each) => each.endsWith(".html"))) {
    const { page, where } = await opened(browser, pathToFileURL(join(site, name)).href, { viewport: { width: 320, height: HEIGHT } });
    const shown = await page.evaluate(() => [...document.querySelectorAll("table.words td")].filter((cell) => cell.checkVisibility()).length);
    const session = await page.context().newCDPSession(page);
    const { nodes } = await session.send("Accessibility.getFullAXTree");
    const cells = nodes.filter(({ role }) => role?.value === "cell").length;
    must(cells >= shown, where, `a screen reader has ${cells} of the ${shown} cells that show`);
    await page.close();
  }
}

// Where a reader forces colours, the words of charts stay legible: 4.5 to 1 upon the ground that they stand on.
async function checkForcedColours(browser, site) {
  for (const name of readdirSync(site).filter((name) => /^\d\d_.*\.html$/.test(name))) {
    const { page, where } = await opened(browser, pathToFileURL(join(site, name)).href, { forcedColors: "active", colorScheme: "dark" });
    const faint = await page.evaluate(() => {
      const linear = (part) => (part <= 10 ? part / 3294 : ((part / 255 + 0.055) / 1.055) ** 2.4);
      const light = ([red, green, blue]) => 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue);
      const parts = (colour) => colour.match(/[\d.]+/g).map(Number);
      const ratio = (one, other) => (Math.max(one, other) + 0.05) / (Math.min(one, other) + 0.05);
      const words = [...document.querySelectorAll(".picture svg text")].filter((text) => text.checkVisibility() && text.textContent.trim());
      const isFaint = (text) => {
        const ground = light(parts(getComputedStyle(text.closest(".picture")).backgroundColor));
        const ink = light(parts(getComputedStyle(text).fill));
        return ink < 0.9 && ratio(ink, ground) < 4.5; // white words stand upon bars, whose own contrast the colours' tests measure
      };
      return words.filter(isFaint).map((text) => text.textContent.trim());
    });
    must(faint.length === 0, `${where}, colours forced`, `${faint.length} words of charts are faint, such as "${faint[0]}"`);
    await page.close();
  }
}

// A number tells where it is from to whoever points at it, taps it or comes to it by keyboard; Escape takes the note away.
async function checkWhereFrom(browser, review) {
  for (const width of WIDTHS) {
    const { page, where } = await opened(browser, pathToFileURL(join(review, "01_introduction.html")).href, { viewport: { width, height: HEIGHT } });
    await checkPointer(page, where, width);
    await checkSteps(page, where);
    await page.close();
  }
}

async function checkPointer(page, where, width) {
  const note = page.locator("#page-where-from");
  const number = page.locator(".made data[data-entry]").first();
  await number.hover();
  must(await note.isVisible(), where, "pointing at a number shows nothing");
  must((await note.locator("p").count()) > 1, where, "the note does not say where the number is from");
  await checkFits(page, `${where}, a note shown`, width);
  await checkAccess(page, `${where}, a note shown`);
  await note.hover();
  must(await note.isVisible(), where, "the note goes when it is pointed at");
  await page.keyboard.press("Escape");
  must(!(await note.isVisible()), where, "Escape does not take the note away");
  await page.mouse.move(0, 0);
  await number.click();
  await page.mouse.move(0, 0);
  await page.waitForTimeout(400);
  must(await note.isVisible(), where, "a note that was tapped for does not stay");
  await page.locator("h1").click();
  must(!(await note.isVisible()), where, "tapping elsewhere does not take the note away");
}

async function checkSteps(page, where) {
  const focused = () => page.evaluate(() => document.activeElement.dataset.entry || document.activeElement.textContent);
  const button = page.locator(".from button").first();
  await button.focus();
  await page.keyboard.press("Enter");
  const first = await focused();
  must(await page.locator("#page-where-from").isVisible(), where, "coming to a number by keyboard shows nothing");
  must(await page.evaluate(() => !!document.getElementById(document.activeElement.getAttribute("aria-describedby"))), where, "a number at the keyboard is not described");
  await checkAccess(page, `${where}, at a number`);
  await page.keyboard.press("ArrowRight");
  must((await focused()) !== first, where, "the arrow keys do not lead to the next number");
  await page.keyboard.press("Escape");
  await page.keyboard.press("Escape");
  must((await focused()).startsWith("Where the"), where, "Escape does not lead back to the button");
  await button.press("Enter");
  await page.keyboard.press("Tab");
  must(!(await page.evaluate(() => document.activeElement.matches("[data-entry]"))), where, "Tab stays among the numbers");
  must((await page.locator(".made [data-entry][tabindex]").count()) === 0, where, "a number stays in the order of the keyboard");
}

async function checkFilter(browser, review) {
  const { page, where } = await opened(browser, pathToFileURL(join(review, "index.html")).href);
  await page.fill("#page-query", "figure axis");
  await page.press("#page-query", "Enter");
  await page.waitForURL(/numbers\.html\?q=/);
  const rows = page.locator(".numbers tbody tr:not(.shared):visible");
  must(/^[\d,]+ of [\d,]+ numbers$/.test(await page.textContent("#page-count")), where, "the list does not say how many numbers it shows");
  await page.fill("#page-filter", "zzzz");
  await page.waitForFunction(() => document.getElementById("page-count").textContent.startsWith("0 of"));
  must((await rows.count()) === 0, where, "rows show that do not hold the words asked for");
  await page.fill("#page-filter", "Figure 1.1, row");
  await page.waitForFunction(() => !document.getElementById("page-count").textContent.startsWith("0 of"));
  await rows.first().locator("a").click();
  await page.waitForURL(/number=/);
  must(await page.locator("#page-where-from").isVisible(), where, "a number of the list does not lead to its place");
  await page.close();
}

async function checkReviewWithoutScripts(browser, review) {
  const { page, where } = await opened(browser, pathToFileURL(join(review, "01_introduction.html")).href, { javaScriptEnabled: false });
  const way = page.locator(".from a").first();
  await way.click();
  must(/numbers\.html#/.test(page.url()), where, "without scripts there is no way to where numbers are from");
  const reached = await page.locator(":target tr").first().waitFor().then(() => true, () => false);
  must(reached, where, "the way to where numbers are from leads nowhere");
  await page.close();
}

async function checkReview(browser, review) {
  const pages = readdirSync(review).filter((name) => name.endsWith(".html")).sort();
  must(pages.includes("numbers.html"), review, "there is no reviewers' edition here");
  await checkPages(browser, review, pages);
  for (const check of [checkWhereFrom, checkFilter, checkReviewWithoutScripts]) {
    await check(browser, review).catch((error) => must(false, `${review}, ${check.name}`, error.message.split("\n")[0]));
  }
  return pages.length;
}

async function checkSite(browser, site) {
  const pages = readdirSync(site).filter((name) => name.endsWith(".html")).sort();
  must(pages.includes("index.html"), site, "there is no site here");
  await checkPages(browser, site, pages);
  for (const check of [checkFace, checkKeyboard, checkReached, checkForcedColours, checkTables, checkTerms, checkSearch, checkFinds, checkNames, checkAlone, checkEmptySearch, checkWithoutScripts]) {
    await check(browser, site).catch((error) => must(false, `${site}, ${check.name}`, error.message.split("\n")[0]));
  }
  return pages.length;
}

const browser = await chromium.launch({ executablePath: process.env.BROWSER_PATH, args: ["--no-sandbox"] });
let checked = 0;
for (const folder of process.argv.slice(2)) {
  checked += await (basename(resolve(folder)) === "review" ? checkReview : checkSite)(browser, folder);
}
await browser.close();
if (faults.length) {
  console.error([`${faults.length} faults in the browser:`, ...faults.map((fault) => `  ${fault}`)].join("\n"));
  process.exit(1);
}
console.log(`${checked} pages pass at ${WIDTHS.join(" and ")} px: WCAG 2.2 AA by axe, no sideways scroll, no network, search, keyboard.`);
