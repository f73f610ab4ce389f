// In a real JupyterLab: run every chapter with Run All, and save one in each of the report's formats. FOLDER is a checkout.
import { spawn } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { chromium } from "playwright-core";

const PATIENCE = 60000;
const EXPORTED = "01_introduction.ipynb";
const FORMATS = {
  Report_html: ["<!doctype html", "<figure"],
  Report_review: ["<!doctype html", "<figure"],
  Report_pdf: ["%PDF-"],
  Report_typst: ["#figure"],
};

const PICTURES = process.env.PICTURES ?? ".cache/browser";
const folder = process.argv[2];
const runtime = mkdtempSync(join(tmpdir(), "lab-"));
const faults = [];

function must(holds, what) {
  if (!holds) faults.push(what);
}

function started() {
  writeFileSync(join(runtime, "jupyter_server_config.json"), JSON.stringify({ ServerApp: { allow_root: true } })); // CI runs as root
  const environment = {
    ...process.env, BROWSER: "true", JUPYTER_RUNTIME_DIR: runtime, PYTHONPATH: join(folder, "src"), REPORT_ROOT: folder,
    JUPYTER_CONFIG_DIR: runtime, JUPYTERLAB_WORKSPACES_DIR: runtime, JUPYTERLAB_SETTINGS_DIR: runtime,
  };
  return spawn(process.env.PYTHON, ["-m", "helpers", "lab"], { cwd: folder, env: environment, stdio: "ignore" });
}

async function address() {
  for (let tries = 0; tries < 240; tries += 1) {
    const [name] = readdirSync(runtime).filter((file) => /^jpserver-\d+\.json$/.test(file));
    if (name) return JSON.parse(readFileSync(join(runtime, name), "utf-8"));
    await new Promise((later) => setTimeout(later, 500));
  }
  throw new Error("JupyterLab did not start");
}

function idle(page) {
  return page.locator("#jp-main-statusbar", { hasText: /Python 3 \(ipykernel\) \| Idle/ }).waitFor();
}

async function openedChapter(context, server, name) {
  const page = await context.newPage();
  page.setDefaultTimeout(PATIENCE);
  await page.goto(`${server.url}lab/tree/${name}?token=${server.token}&reset`);
  await idle(page); // a chapter run before its kernel is there is asked for one
  return page;
}

async function chosen(page, menu, command, label) {
  await page.locator(".lm-MenuBar-item", { hasText: new RegExp(`^${menu}$`) }).click();
  const item = page.locator(`.lm-Menu-item[data-command="${command}"]`, label ? { hasText: label } : {});
  await item.first().click();
}

async function runAll(context, server, name) {
  const page = await openedChapter(context, server, name);
  await chosen(page, "Run", "runmenu:run-all");
  await page.waitForFunction(() => !document.querySelector(".jp-InputArea-prompt")?.textContent.includes("*"));
  await page.locator(".jp-CodeCell .jp-InputPrompt", { hasText: "[1]:" }).first().waitFor();
  await idle(page);
  const failed = await page.locator('[data-mime-type="application/vnd.jupyter.error"]').allInnerTexts();
  must(failed.length === 0, `${name}: Run All stopped: ${failed[0]?.slice(-300)}`);
  must((await page.locator(".jp-OutputArea-output").count()) > 0, `${name}: Run All showed nothing`);
  return page;
}

async function exported(page, server, label, marks) {
  await page.keyboard.press("Control+Shift+C");
  await page.locator(".lm-CommandPalette-input:visible").fill(`Save and Export Notebook: ${label}`);
  const item = page.locator(".lm-CommandPalette-item:visible", { hasText: label }).first();
  await item.waitFor();
  const [request] = await Promise.all([
    page.context().waitForEvent("request", { predicate: (sent) => sent.url().includes("/nbconvert/"), timeout: PATIENCE }),
    item.click(),
  ]);
  const answer = await page.request.get(request.url(), { headers: { Authorization: `token ${server.token}` } });
  must(answer.status() === 200, `${label}: JupyterLab answers ${answer.status()}`);
  const body = (await answer.body()).toString("latin1").toLowerCase();
  for (const mark of marks) must(body.includes(mark.toLowerCase()), `${label}: the file lacks ${mark}`);
}

const lab = started();
const browser = await chromium.launch({
  executablePath: process.env.BROWSER_PATH,
  args: ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
});
try {
  const server = await address();
  const context = await browser.newContext({ viewport: { width: 1400, height: 1000 } });
  const chapters = process.argv.slice(3).length ? process.argv.slice(3) : readdirSync(join(folder, "notebooks")).filter((name) => name.endsWith(".ipynb")).sort();
  for (const name of chapters) {
    const page = await runAll(context, server, name);
    if (name === EXPORTED) for (const [label, marks] of Object.entries(FORMATS)) await exported(page, server, label, marks);
    await page.close();
  }
  console.log(`${chapters.length} chapters were run in JupyterLab, and one was saved in ${Object.keys(FORMATS).length} formats.`);
} catch (error) {
  for (const page of browser.contexts().flatMap((context) => context.pages())) await page.screenshot({ path: join(PICTURES, `lab-${Date.now()}.png`) }).catch(() => {});
  throw error;
} finally {
  await browser.close();
  lab.kill("SIGINT");
  rmSync(runtime, { recursive: true, force: true });
}
for (const fault of faults) console.error(fault);
process.exit(faults.length ? 1 : 0);
