// The folder of the site alone, copied elsewhere: each page opens from disk, and what it leads to is in the folder and opens.
import { cpSync, mkdtempSync, readFileSync, readdirSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

const isFile = (path) => statSync(path, { throwIfNoEntry: false })?.isFile() && statSync(path).size > 0;

/** Say what is missing, blocked or complained of when a copy of the site's folder stands alone. */
export async function faultsAlone(browser, site) {
  const folder = mkdtempSync(join(tmpdir(), "site-"));
  const context = await browser.newContext({ acceptDownloads: true });
  const faults = [];
  try {
    cpSync(site, folder, { recursive: true, dereference: true });
    for (const name of readdirSync(folder).filter((name) => name.endsWith(".html"))) {
      faults.push(...(await faultsOfPage(context, folder, name)).map((fault) => `${name} alone: ${fault}`));
    }
    faults.push(...(await faultsOfDownloads(context, folder)));
  } finally {
    await context.close();
    rmSync(folder, { recursive: true });
  }
  return faults;
}

async function faultsOfPage(context, folder, name) {
  const faults = [];
  const page = await context.newPage();
  page.on("console", (message) => faults.push(`the console says ${message.text()}`));
  page.on("pageerror", (error) => faults.push(`a script failed: ${error.message}`));
  page.on("requestfailed", (request) => faults.push(`could not load ${request.url()}`));
  page.on("request", (request) => {
    const address = request.url();
    const isOwn = address.startsWith("data:") || (address.startsWith("file:") && fileURLToPath(address).startsWith(folder));
    if (!isOwn) faults.push(`asks for ${address}`);
  });
  await page.goto(pathToFileURL(join(folder, name)).href);
  await page.evaluate(() => document.fonts.ready);
  for (const address of new Set(await page.evaluate(() => [...document.querySelectorAll("a[href]")].map((link) => link.href)))) {
    if (!address.startsWith("file:")) continue;
    const path = fileURLToPath(address.replace(/[?#].*$/, ""));
    if (!resolve(path).startsWith(folder)) faults.push(`leads out of the folder, to ${address}`);
    else if (!isFile(path)) faults.push(`leads to ${address}, which is not there`);
  }
  await page.close();
  return faults;
}

// A table of each chapter and each PDF open, in the browser or as a download, for whoever follows the link to them.
async function faultsOfDownloads(context, folder) {
  const faults = [];
  for (const name of ["report.pdf", "data.pdf", ...firstOfEach(readdirSync(join(folder, "downloads")).sort()).map((file) => `downloads/${file}`)]) {
    const page = await context.newPage();
    await page.goto(pathToFileURL(join(folder, "downloads.html")).href);
    const link = page.locator(`a[href="${name}"]`).first();
    if (!(await link.count())) faults.push(`downloads.html alone does not lead to ${name}`);
    else if (!(await opens(page, link, pathToFileURL(join(folder, name)).href))) faults.push(`downloads.html alone: ${name} does not open`);
    await page.close();
  }
  return faults;
}

async function opens(page, link, address) {
  const came = Promise.any([page.waitForEvent("download", { timeout: 10000 }), page.waitForURL(address, { timeout: 10000, waitUntil: "commit" })]);
  await link.click();
  return came.then(() => true, () => false);
}

function firstOfEach(files) {
  return files.filter((file, at) => at === 0 || file.slice(0, 2) !== files[at - 1].slice(0, 2));
}
