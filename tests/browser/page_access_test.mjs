// Everybody can use the page: axe finds nothing, and nothing sticks out where there is least room.
// page_access_heavy_test has every size, and both themes of every view.
import { layouts, rules, VIEWS } from "./access.mjs";
import { browser, Verdict } from "./page.mjs";

const instance = await browser();
const verdict = new Verdict();
await layouts(instance, verdict, ["small"], ["first", "play", "bet", "told"]);
await rules(instance, verdict, "dark", "phone", Object.keys(VIEWS));
await rules(instance, verdict, "light", "laptop", ["play"]);
await instance.close();
verdict.end("axe finds nothing, and nothing sticks out");
