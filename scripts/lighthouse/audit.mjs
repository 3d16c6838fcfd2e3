// Lighthouse on its phone profile, one browser for all pages. Usage: node audit.mjs CHROMIUM RUNS URL…; prints one line of JSON a run.
// Nothing leaves the machine: any other host is unknown to the browser.
import lighthouse from "lighthouse";
import puppeteer from "puppeteer-core";

const [, , executablePath, runs, ...urls] = process.argv;
const METRICS = ["first-contentful-paint", "largest-contentful-paint", "total-blocking-time", "cumulative-layout-shift", "total-byte-weight"];
const args = [
  "--no-sandbox", "--disable-dev-shm-usage", "--disable-background-networking", "--disable-component-update", "--no-first-run",
  "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
];
const browser = await puppeteer.launch({ executablePath, headless: "shell", args });
const port = Number(new URL(browser.wsEndpoint()).port);
try {
  for (const url of urls) {
    const skipAudits = new URL(url).searchParams.has("q") ? ["is-crawlable"] : null; // results of a search are kept out of other searches on purpose
    for (let run = 0; run < Number(runs); run++) {
      const { lhr } = await lighthouse(url, { port, logLevel: "error", skipAudits });
      if (lhr.runtimeError) throw new Error(`${url}: ${lhr.runtimeError.message}`);
      const failing = Object.values(lhr.categories).flatMap(({ auditRefs }) => auditRefs).filter(({ weight }) => weight)
        .map(({ id }) => lhr.audits[id]).filter(({ score }) => score !== null && score < 0.9);
      console.log(JSON.stringify({
        url,
        scores: Object.fromEntries(Object.values(lhr.categories).map(({ id, score }) => [id, Math.round(score * 100)])),
        metrics: Object.fromEntries(METRICS.map((id) => [id, lhr.audits[id].numericValue])),
        failing: failing.map(({ id, displayValue }) => [id, displayValue].filter(Boolean).join(": ")),
      }));
    }
  }
} finally {
  await browser.close();
}
