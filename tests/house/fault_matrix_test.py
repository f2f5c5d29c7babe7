#!/usr/bin/env python3
"""The fault matrix of docs/guarantees.md is in step with the tests. Usage: fault_matrix_test.py SOURCE_DIR"""
import pathlib
import sys
import unittest

import fault_matrix

ROOT = pathlib.Path(sys.argv.pop(1) if len(sys.argv) > 1 else ".").resolve()


def numbers(letter, *wanted):
    return [f"{letter}{number}" for part in wanted for number in (part if isinstance(part, range) else [part])]


# What has to have a test, or a reason why it has none yet.
DUE = [*numbers("A", range(1, 23), 24, 25), *numbers("B", range(1, 8)), *numbers("C", range(1, 20)),
       *numbers("D", range(1, 8), range(11, 15)), *numbers("E", range(1, 12), range(14, 18)), *numbers("F", range(1, 13)),
       *numbers("G", range(1, 14), range(15, 20)), *numbers("H", range(1, 15)), *numbers("I", range(1, 8), 10, range(13, 16))]
MATRIX = fault_matrix.matrix(ROOT)
TESTS = set(fault_matrix.written_tests(ROOT))


class FaultMatrix(unittest.TestCase):
    def test_each_row_stands_there_once_and_in_order(self):
        self.assertEqual([row.name for row in MATRIX], DUE)

    def test_each_row_names_a_test_of_its_own_or_a_reason(self):
        for row in MATRIX:
            with self.subTest(row.name):
                if row.test:
                    self.assertIn(row.test, TESTS, "no such test")
                    self.assertIn(row.name, fault_matrix.rows_of(row.test), "the row does not stand first in its name")
                else:
                    self.assertTrue(row.reason, "write `Suite.Name`, or none: and why")

    def test_a_row_that_has_a_test_gives_no_reason_for_having_none(self):
        tested = {row: test for test in TESTS for row in fault_matrix.rows_of(test)}
        for row in MATRIX:
            with self.subTest(row.name):
                self.assertTrue(row.test or row.name not in tested,
                                f"write `{tested.get(row.name)}` into its line of docs/guarantees.md")

    def test_each_test_that_the_page_names_is_there(self):
        for test in fault_matrix.named_tests(ROOT):
            with self.subTest(test):
                self.assertIn(test, TESTS)

    def test_rows_are_read_from_names(self):
        for name, rows in (("Suite.A5_A6_Condition_Outcome", ["A5", "A6"]), ("Disks/Suite.D2_Full_Stays/3", ["D2"]),
                           ("Class.test_C8_a_portal", ["C8"]), ("Suite.Condition_A5_Outcome", []),
                           ("Suite.A_Condition", []), ("Suite/2.B7_Clock", ["B7"])):
            self.assertEqual(fault_matrix.rows_of(name), rows, name)


if __name__ == "__main__":
    unittest.main()
