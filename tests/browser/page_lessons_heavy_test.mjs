// Lessons on the page, every part: Play stops where a lesson stops, in that very week; what was begun by hand goes on by itself;
// symbols mean the same on every screen; dots stand on an even scale; and what was seen is printed at the end.
import { tryParts } from "./lesson_pages.mjs";

await tryParts();
