// What the lessons say is so: each statement is tried with twenty dice, and what holds too seldom is refused.
import { code, tryAll } from "./lessons.mjs";
import { Verdict } from "./page.mjs";

const verdict = new Verdict();
tryAll(code.SEEDS, verdict);
verdict.end("what the lessons say is so");
