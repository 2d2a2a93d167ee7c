// Everybody can use the page: axe finds nothing (WCAG 2.2 AA and good practice), nothing sticks out at any size, text
// size or language, and what can be pressed is 24 pixels wide and high.
import { layouts, rules, VIEWS } from "./access.mjs";
import { browser, SIZES, Verdict } from "./page.mjs";

const instance = await browser();
const verdict = new Verdict();
await layouts(instance, verdict, Object.keys(SIZES), Object.keys(VIEWS));
await rules(instance, verdict, "dark", "phone", Object.keys(VIEWS));
await rules(instance, verdict, "light", "laptop", Object.keys(VIEWS));
await instance.close();
verdict.end("axe finds nothing, and nothing sticks out");
