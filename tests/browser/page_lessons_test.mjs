// Lessons on the page: worksheets and notes, words that are explained, and one lesson that stops where it says.
// page_lessons_heavy_test tries every part of every lesson.
import { tryParts } from "./lesson_pages.mjs";

await tryParts(["papers", "glossary", "smaller"]);
