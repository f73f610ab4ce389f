// In a real browser: what is saved is shown without reloading by hand, a fault stands over the page until it is mended, and a page
// of another origin reads nothing. FOLDER is a copy of the project's data and notebooks, which is edited. With TIMES set, the
// median time from a save until the browser shows it is printed, and the memory of the preview's processes before and after.
import { spawn } from "node:child_process";
import { readFileSync, readdirSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { createRequire } from "node:module";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { chromium } from "playwright-core";

const PATIENCE = 60000;
const PICTURES = process.env.PICTURES ?? ".cache/browser";
const TIMES = Number(process.env.TIMES ?? 0);
const AXE = createRequire(import.meta.url).resolve("axe-core/axe.min.js");
const folder = process.argv[2];
const year = join(folder, "data", "wirral", "2023-24", "01_introduction");
const prose = join(year, "welcome.md");
const table = join(year, "top_pages.csv");
const written = Object.fromEntries([prose, table].map((path) => [path, readFileSync(path, "utf-8")]));
const faults = [];

function must(holds, what) {
  if (!holds) faults.push(what);
}

function write(path, change) {
  writeFileSync(path, change(written[path]));
}

const preview = spawn(process.env.PYTHON, ["-m", "helpers", "preview", "--browser", "none"], {
  cwd: folder, env: { ...process.env, REPORT_ROOT: folder }, stdio: ["ignore", "pipe", "inherit"],
});
const lines = createInterface({ input: preview.stdout });
const said = [];
lines.on("line", (line) => said.push(line));

async function until(holds, what) {
  for (let tries = 0; tries < PATIENCE / 50; tries += 1) {
    const found = holds();
    if (found) return found;
    await new Promise((later) => setTimeout(later, 50));
  }
  throw new Error(`${what} did not come`);
}

// What a page of another origin can read of an address, by every way that a page has.
const THIEF = `<!doctype html><title>thief</title><body><script>
async function stolen(base) {
  const file = (name) => base.replace("site/index.html", name);
  const got = [];
  const tried = async (way, attempt) => { try { if (await attempt()) got.push(way); } catch { /* refused */ } };
  const loaded = (element, attributes) => new Promise((done) => {
    const tag = Object.assign(document.createElement(element), attributes);
    tag.onload = () => done(true);
    tag.onerror = () => done(false);
    setTimeout(() => done(false), 3000);
    document.body.append(tag);
  });
  for (const mode of ["cors", "no-cors"]) {
    for (const name of ["site/index.html", "site/assets/search-index.js", "numbers.csv", "-/preview.js"]) {
      await tried("fetch " + mode + " " + name, async () => (await fetch(file(name), { mode })).type !== "error");
    }
  }
  await tried("script", () => loaded("script", { src: file("site/assets/search-index.js") }));
  await tried("image", () => loaded("img", { src: file("site/assets/report.css") }));
  await tried("style", () => loaded("link", { rel: "stylesheet", href: file("site/assets/report.css") }));
  await tried("events", () => new Promise((done) => {
    const line = new EventSource(file("-/live"));
    line.onopen = () => done(true);
    line.onerror = () => done(false);
  }));
  await tried("socket", () => new Promise((done) => {
    const line = new WebSocket(file("-/live").replace("http", "ws"));
    line.onmessage = () => done(true);
    line.onerror = () => done(false);
  }));
  await tried("window", async () => {
    const other = window.open(base);
    await new Promise((later) => setTimeout(later, 1500));
    return other && other.document && other.document.body.innerText.length > 0;
  });
  await tried("frame", async () => {
    await loaded("iframe", { src: base });
    return document.querySelector("iframe").contentDocument.body.innerText.length > 0;
  });
  return got;
}</script>`;

async function readsNothing(browser, address) {
  const thief = createServer((_, answer) => answer.writeHead(200, { "content-type": "text/html" }).end(THIEF));
  await new Promise((listening) => thief.listen(0, "127.0.0.1", listening));
  const port = thief.address().port;
  for (const origin of [`http://127.0.0.1:${port}`, `http://localhost:${port}`, `http://evil.example:${port}`]) {
    for (const base of [address, address.replace("127.0.0.1", "localhost"), address.replace("127.0.0.1", "evil.example")]) {
      const page = await browser.newPage();
      await page.goto(origin);
      const got = await page.evaluate((target) => globalThis.stolen(target), base);
      must(got.length === 0, `a page of ${origin} read ${base} by ${got}`);
      await page.close();
    }
  }
  const page = await browser.newPage();
  await page.goto(address.replace("127.0.0.1", "evil.example"));
  must(!(await page.content()).includes("Safeguarding"), "a name that leads here is answered");
  await page.close();
  thief.close();
}

async function shows(page, words) {
  await page.waitForFunction((text) => document.body?.innerText.includes(text), words, { timeout: PATIENCE, polling: 10 });
}

async function isLive(page) {
  const built = () => said.filter((line) => line.includes("reviewers' edition")).length;
  await page.evaluate(() => { globalThis.mine = true; scrollTo(0, 900); });
  write(prose, (text) => `${text.trimEnd()} Zebra.\n`);
  await shows(page, "Zebra.");
  must(await page.evaluate(() => globalThis.mine === undefined), "the page was not loaded again");
  must((await page.evaluate(() => scrollY)) === 900, `the page was scrolled to ${await page.evaluate(() => scrollY)}, not 900`);
  await until(() => built() > 1, "the second report");

  write(table, (text) => text.replace("18000", "18O00"));
  const alert = page.getByRole("alert");
  await alert.waitFor({ timeout: PATIENCE });
  const words = await alert.innerText();
  must(words.includes("top_pages.csv has 1 fault") && words.includes("row 2, views"), `the overlay says ${words}`);
  must(words.includes("Write 18000."), `the overlay names no cure: ${words}`);
  must(said.join("\n").includes(words.split("\n").find((line) => line.includes("row 2")).trim()), "the terminal says otherwise");
  must((await page.evaluate(() => document.body.innerText)).includes("Zebra."), "the last report does not stay");
  await page.evaluate(readFileSync(AXE, "utf8"));
  for (const width of [320, 1280]) {
    await page.setViewportSize({ width, height: 800 });
    await page.screenshot({ path: `${PICTURES}/preview-fault-${width}.png` });
    const found = await page.evaluate(() => globalThis.axe.run("report-fault"));
    must(found.violations.length === 0, `axe finds ${found.violations.map(({ id }) => id)} in the overlay at ${width}`);
  }
  await page.keyboard.press("Tab");
  await alert.focus();
  await page.keyboard.press("Escape");
  must((await alert.count()) === 0, "the overlay cannot be dismissed");
  await page.reload();
  await alert.waitFor();
  write(table, (text) => text);
  await alert.waitFor({ state: "detached", timeout: PATIENCE });
}

// The memory of a process and of all that it began, in MiB: its share of what several hold; nothing of one that has ended.
function memory(process) {
  try {
    const kib = readFileSync(`/proc/${process}/smaps_rollup`, "utf-8").match(/^Pss: +(\d+)/m)[1];
    const children = readdirSync(`/proc/${process}/task`)
      .flatMap((task) => readFileSync(`/proc/${process}/task/${task}/children`, "utf-8").split(" ").filter(Boolean));
    return children.reduce((sum, child) => sum + memory(child), kib / 1024);
  } catch (error) {
    if (["ENOENT", "ESRCH"].includes(error.code)) return 0;
    throw error;
  }
}

async function timed(page) {
  const before = memory(preview.pid);
  const edits = {
    "a word of an .md": [prose, (turn) => [`Again${"and".repeat(turn)}x`, (text, word) => `${text.trimEnd()} ${word}.\n`]],
    "a cell of a .csv": [table, (turn) => [`Training${"T".repeat(turn + 1)}`, (text, word) => text.replace("Training courses", word)]],
  };
  for (const [name, [path, edit]] of Object.entries(edits)) {
    const spent = [];
    for (let turn = 0; turn < TIMES; turn += 1) {
      const [word, change] = edit(turn);
      const reports = said.length;
      const began = performance.now();
      write(path, (text) => change(text, word));
      await shows(page, word);
      spent.push(performance.now() - began);
      await until(() => said.length >= reports + 2, "the PDF");
    }
    spent.sort((one, other) => one - other);
    console.log(`${name}: median of ${TIMES} ${(spent[Math.floor(TIMES / 2)] / 1000).toFixed(2)} s`);
  }
  console.log(`memory: ${before.toFixed(0)} MiB before these edits, ${memory(preview.pid).toFixed(0)} MiB after them`);
}

const browser = await chromium.launch({
  executablePath: process.env.BROWSER_PATH, args: ["--no-sandbox", "--host-resolver-rules=MAP evil.example 127.0.0.1"],
});
try {
  const address = await until(() => said.join("\n").match(/http:\S+/)?.[0], "the address");
  const page = await browser.newPage();
  await page.goto(address);
  must((await page.content()).includes("The report is being built"), "no page waits for the first build");
  await page.screenshot({ path: `${PICTURES}/preview-waiting.png` });
  await page.waitForFunction(() => document.querySelector("h1")?.innerText !== "The report is being built", null, { timeout: 5 * PATIENCE }); // every chapter runs
  await page.goto(address.replace("index", "01_introduction"));
  await until(() => said.some((line) => line.includes("reviewers' edition")), "the first report");
  await isLive(page);
  if (TIMES) await timed(page);
  await readsNothing(browser, address);
} finally {
  await browser.close();
  preview.kill("SIGINT");
  for (const path of [prose, table]) write(path, (text) => text);
}
await new Promise((ended) => preview.on("exit", ended));
if (faults.length) {
  console.error(faults.join("\n"));
  process.exit(1);
}
console.log("The preview shows what is saved, and to its author alone.");
