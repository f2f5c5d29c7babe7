"""The fault matrix of docs/guarantees.md, and how a test's name says which rows of it it stands for.

A row is a letter and a number. Names begin with theirs: A5_A6_SentAgainWithMore_… stands for A5 and A6, and so does a
Python test called test_A5_A6_…. The matrix names one test of each row, the one to read first, or says why there is none.
"""
import ast
import re

HEAD = "| row | what can go wrong | test |"
LEADING_ROWS = re.compile(r"(?:test_)?((?:[A-I][0-9]+_)+)")
BROWSER_TEST = re.compile(r'^(?:describe\("(\w+)"| +test(?:\.skipIf\(.*?\))?\("(\w+)")', re.M)
GOOGLE_TEST = re.compile(r"^(?:TEST|TEST_F|TEST_P|RC_GTEST_PROP|RC_GTEST_FIXTURE_PROP)\(\s*(\w+),\s*(\w+)", re.M)


class Row:
    """what: what can go wrong, in both languages. test: `Suite.Name`, or "" where reason says why there is none."""

    def __init__(self, name, what, cell):
        self.name, self.what = name, what
        named = re.fullmatch(r"`([\w.]+)`", cell)
        self.test = named.group(1) if named else ""
        self.reason = "" if named else cell.removeprefix("none: ") if cell.startswith("none: ") else None


def rows_of(test):
    """The rows that a test stands for: ["A5", "A6"] of Suite.A5_A6_Condition_Outcome; no matter how it is parameterised."""
    found = LEADING_ROWS.match(bare(test).split(".")[-1])
    return found.group(1).rstrip("_").split("_") if found else []


def bare(test):
    """Suite.Name of Disks/Suite.Name/3."""
    suite, _, name = test.rpartition(".")
    suite = [part for part in suite.split("/") if not part.isdigit()][-1]
    return f"{suite}.{name.split('/')[0]}"


def matrix(root):
    """The rows of the matrix, in its order."""
    text = (root / "docs/guarantees.md").read_text(encoding="utf-8")
    lines = text[text.index(HEAD):].splitlines()[2:]
    cells = (line.strip("|").split(" | ") for line in lines[:next((i for i, l in enumerate(lines) if not l.startswith("|")), None)])
    return [Row(*(cell.strip() for cell in row)) for row in cells]


def named_tests(root):
    """Every `Suite.Name` that docs/guarantees.md speaks of, in the matrix or elsewhere."""
    text = (root / "docs/guarantees.md").read_text(encoding="utf-8")
    return re.findall(r"`([A-Z]\w+\.\w+)`", text)


def python_tests(file):
    """Class.test_name of each test in the file."""
    for node in ast.parse(file.read_text(encoding="utf-8")).body:
        if isinstance(node, ast.ClassDef):
            for part in node.body:
                if isinstance(part, ast.FunctionDef) and part.name.startswith("test_"):
                    yield f"{node.name}.{part.name}"


def browser_tests(folder):
    """Suite.Name of each test that looks through a browser; suites hold no suites."""
    for file in sorted(folder.glob("*.test.ts")):
        suite = ""
        for found, name in BROWSER_TEST.findall(file.read_text(encoding="utf-8")):
            suite = found or suite
            if name:
                yield f"{suite}.{name}"


def written_tests(root):
    """Each test as it stands in the sources, built or not."""
    yield from browser_tests(root / "tests/e2e/browser")
    for file in sorted((root / "tests").rglob("*")):
        if file.suffix in (".cc", ".h"):
            yield from (f"{suite}.{name}" for suite, name in GOOGLE_TEST.findall(file.read_text(encoding="utf-8")))
        elif file.name.endswith("_test.py"):
            yield from python_tests(file)
