"""selforg describe: what there is, as text, as Markdown, as a schema, and the model of one scenario."""

import json
import re
import unittest

from program.command import SOURCE, CommandTest

TOPICS = "parameters study observables events channels schema odd man completion-bash completion-zsh".split()
QUICK = SOURCE / "scenarios/quick.yaml"


class DescribeTest(CommandTest):
    def test_every_topic_is_described(self):
        for topic in TOPICS:
            words = [SOURCE / "scenarios/quick.yaml"] if topic == "odd" else []
            self.assertGreater(len(self.succeed("describe", topic, *words)), 100, topic)

    def test_the_model_is_described_with_the_values_used(self):
        text = self.succeed("describe", "odd", SOURCE / "scenarios/quick.yaml", "--set", "debrief.depth=0.123")
        self.assertIn("depth D = 0.123", text)
        self.assertIn("### debrief", text)
        self.assertNotIn("### stances", text)
        self.assertNotIn("{", re.sub(r"`[^`]*`", "", text).replace("{}", ""))

    def test_markdown_tables_are_even(self):
        for topic in ["parameters", "observables", "events", "channels"]:
            rows = [line for line in self.succeed("describe", topic, "--markdown").splitlines() if line.startswith("|")]
            self.assertGreater(len(rows), 3, topic)
            for row in rows:
                self.assertGreaterEqual(len(re.findall(r"(?<!\\)\|", row)), 3, row)

    def test_odd_needs_a_scenario(self):
        self.fail_with(2, "describe odd: SCENARIO is missing; see 'selforg describe --help'", "describe", "odd")
        by_option = self.succeed("describe", "odd", "--scenario", QUICK)
        self.assertEqual(self.succeed("describe", "odd", QUICK), by_option)

    def test_one_section_of_parameters(self):
        def told(path, *more):
            return re.findall(r"^(?:  |\| `)([a-z_]+\.[\w.]+)", self.succeed("describe", "parameters", path, *more), re.MULTILINE)

        everything = told("--markdown")
        for path in ["debrief", "adoption", "adoption.accept", "observe.snapshots.ties"]:
            expected = [name for name in everything if f"{name}.".startswith(f"{path}.")]
            self.assertGreater(len(expected), 0)
            self.assertEqual(told(path), expected, path)
            self.assertEqual(told(path, "--markdown"), expected, path)
        self.fail_with(2, "debreif: there is no such key; did you mean 'debrief'?", "describe", "parameters", "debreif")
        self.fail_with(2, "debrief.: there is no such key; `selforg describe parameters debrief` lists those of debrief", "describe", "parameters", "debrief.")
        self.fail_with(2, "describe events: 'adoption' is one word too many", "describe", "events", "adoption")

    def test_the_schema_is_json_and_knows_every_section_of_a_scenario(self):
        schema = json.loads(self.succeed("describe", "schema"))
        for key in ["seed", "steps", "network", "adoption"]:
            self.assertIn(key, schema["properties"])

    def test_text_fits_and_says_what_markdown_says(self):
        for topic in ["observables", "channels"]:
            text = self.succeed("describe", topic, COLUMNS="90")
            for line in text.splitlines():
                self.assertLessEqual(len(line), 100)
            names = re.findall(r"^\| (\w+) \|", self.succeed("describe", topic, "--markdown"), re.MULTILINE)
            for name in names:
                self.assertRegex(text, rf"(?m)^ *{name} ")


if __name__ == "__main__":
    unittest.main()
