// Opens each HTML file given in a headless Chromium and prints, as JSON by file name:
// what axe-core finds, whether anything is wider than a phone, how many A4 pages it prints on,
// and every address that the page asked for. Usage: node look.mjs CHROMIUM FILE...
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";
import puppeteer from "puppeteer-core";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const [chromium, ...files] = process.argv.slice(2);
const browser = await puppeteer.launch({ executablePath: chromium, args: ["--no-sandbox", "--disable-gpu"] });

async function look(file) {
  const page = await browser.newPage();
  const asked = [];
  page.on("request", (request) => asked.push(request.url()));
  await page.setViewport({ width: 390, height: 844 });
  await page.goto(pathToFileURL(file).href);
  const widest = await page.evaluate(() => document.documentElement.scrollWidth);
  await page.evaluate(axe);
  const found = await page.evaluate(() => window.axe.run());
  const paper = Buffer.from(await page.pdf({ format: "A4", preferCSSPageSize: true })).toString("latin1");
  await page.close();
  return {
    violations: found.violations.map((one) => `${one.id}: ${one.nodes.map((node) => node.html).join(" ")}`),
    checked: found.passes.length,
    widest,
    pages: (paper.match(/\/Type\s*\/Page\b(?!s)/g) ?? []).length,
    asked: asked.filter((url) => url !== pathToFileURL(file).href),
  };
}

const results = {};
for (const file of files) results[file] = await look(file);
await browser.close();
console.log(JSON.stringify(results));
