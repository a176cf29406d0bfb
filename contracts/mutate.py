#!/usr/bin/env python3
"""Removes every check of the contracts in turn, and says which ones no test misses.

    mutate.py                    all mutants; exit status 1 and a list if one survives
    mutate.py SearchContract     those of one file
    mutate.py curve:49 --jobs 1  that of one line
    mutate.py --list             what would be done

A mutant is a copy of the contracts without one `assert`, without one call of an `assert_…` function, or without one part of
a condition that is joined by `and`. It is compiled and deployed by the tests as the real ones are. It takes an hour or two,
so Scripts/test does not run it; run it when a contract or its tests have changed.
"""

import argparse
import concurrent.futures
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import typing

ROOT = pathlib.Path(__file__).resolve().parent
# Which tests are likely to notice, so that they are run first.
LIKELY = {
    "Anchor": ["anchor"],
    "EvidenceContract": ["evidence"],
    "EvidenceFactory": ["evidence"],
    "SearchContract": ["evidence"],
    "incidents": ["evidence", "disputes"],
    "clones": ["evidence", "requests"],
    "RequestContract": ["requests", "disputes"],
    "RequestFactory": ["requests"],
    "ResponseContract": ["requests"],
    "RiskRegistry": ["registry"],
    "curve": ["disputes", "requests"],
    "umbral": ["disputes"],
}
# Checks that say better what another check refuses as well: by their file and the text that is left out.
REDUNDANT: dict[tuple[str, str], str] = {}
TIMEOUT = 3600


class Mutant(typing.NamedTuple):
    stem: str
    line: int
    """Of the file, from 1."""
    text: str
    """What is left out."""
    source: str
    """The whole file without it."""

    @property
    def name(self) -> str:
        return f"{self.stem}:{self.line} without {self.text}"


def statements(lines: list[str]):
    """First and last line of every check, from 0: until its brackets are closed."""
    for first, line in enumerate(lines):
        if not re.match(r"\s+(assert\b|(self|umbral|curve)\._?assert_\w+\()", line):
            continue
        last, depth = first, 0
        while True:
            bare = re.sub(r'"[^"]*"', "", lines[last])
            depth += sum(bare.count(c) for c in "([") - sum(bare.count(c) for c in ")]")
            if depth <= 0:
                break
            last += 1
        yield first, last


def parts(condition: str) -> list[str]:
    """The parts of a condition that are joined by `and`, outside of brackets."""
    found, depth, start = [], 0, 0
    for match in re.finditer(r"[(\[]|[)\]]| and ", condition):
        if match.group() == " and ":
            if depth == 0:
                found.append(condition[start : match.start()])
                start = match.end()
        else:
            depth += 1 if match.group() in "([" else -1
    return found + [condition[start:]]


def mutants(path: pathlib.Path):
    lines = path.read_text().splitlines()
    for first, last in statements(lines):
        indentation = re.match(r"\s+", lines[first]).group()
        text = " ".join(line.strip() for line in lines[first : last + 1])

        def without(what: str, instead: str) -> Mutant:
            source = lines[:first] + [indentation + instead] + lines[last + 1 :]
            return Mutant(path.stem, first + 1, what, "\n".join(source) + "\n")

        yield without(text, "pass")
        match = re.fullmatch(r'assert (.*?)(, "[^"]*")?', text)
        conditions = parts(match.group(1)) if match else []
        if len(conditions) > 1 and " or " not in match.group(1):
            for number, condition in enumerate(conditions):
                rest = " and ".join(conditions[:number] + conditions[number + 1 :])
                yield without(f"“{condition}” in {text}", f"assert {rest}{match.group(2) or ''}")


def affected(stem: str) -> list[str]:
    """The contracts that a file is compiled into."""
    sys.path.insert(0, str(ROOT))
    import build

    reached = {stem}
    while True:
        more = {
            path.stem
            for path in ROOT.glob("*.vy")
            if any(re.search(rf"^import {name}$", path.read_text(), re.MULTILINE) for name in reached)
        }
        if more <= reached:
            return [name for name in build.CONTRACTS if name in reached]
        reached |= more


def run(mutant: Mutant) -> str:
    """How it ended: killed, survived, or does not compile."""
    with tempfile.TemporaryDirectory() as folder:
        copy = pathlib.Path(folder) / "contracts"
        shutil.copytree(ROOT, copy, ignore=shutil.ignore_patterns("__pycache__", ".*"))
        # Tests of the disputes read the vectors that all implementations share.
        shutil.copytree(ROOT.parent / "docs" / "vectors", pathlib.Path(folder) / "docs" / "vectors")
        (copy / f"{mutant.stem}.vy").write_text(mutant.source)
        compile_ = "import build\nfor name in %r: (build.ARTEFACTS / f'{name}.json').write_text(build.artefact(name))"
        built = subprocess.run(
            [sys.executable, "-c", compile_ % affected(mutant.stem)], cwd=copy, capture_output=True, text=True
        )
        if built.returncode != 0:
            return "does not compile"
        likely = [f"tests/test_{name}.py" for name in LIKELY[mutant.stem]]
        others = sorted(str(path.relative_to(copy)) for path in (copy / "tests").glob("test_*.py"))
        tests = likely + [name for name in others if name not in likely]
        command = [sys.executable, "-m", "pytest", "-x", "-q", "-p", "no:cacheprovider", *tests]
        environment = os.environ | {"CONTRACTS_PROFILE": "quick", "PYTHONDONTWRITEBYTECODE": "1"}
        try:
            tested = subprocess.run(
                command, cwd=copy, env=environment, capture_output=True, text=True, timeout=TIMEOUT
            )
        except subprocess.TimeoutExpired:
            return "killed"
        # 1 is a test that failed; anything else is no answer.
        if tested.returncode not in (0, 1):
            sys.exit(f"contracts: the tests did not run:\n{tested.stdout[-2000:]}{tested.stderr[-2000:]}")
        return "killed" if tested.returncode == 1 else "survived"


def control(stem: str):
    """A copy that nothing was left out of must pass, or every mutant would seem to be noticed."""
    if run(Mutant(stem, 0, "nothing", (ROOT / f"{stem}.vy").read_text())) != "survived":
        sys.exit("contracts: the tests fail on the contracts as they are; mend that first")


def chosen(wanted: list[str]) -> list[Mutant]:
    found = [mutant for path in sorted(ROOT.glob("*.vy")) for mutant in mutants(path)]
    if wanted:
        found = [m for m in found if m.stem in wanted or f"{m.stem}:{m.line}" in wanted]
    if not found:
        sys.exit("contracts: there is no such mutant; see mutate.py --list")
    return found


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("wanted", nargs="*", metavar="FILE[:LINE]", help="only these, without .vy")
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1, help="how many at once")
    parser.add_argument("--list", action="store_true", help="print the mutants and end")
    arguments = parser.parse_args()
    found = chosen(arguments.wanted)
    if arguments.list:
        return print("\n".join(mutant.name for mutant in found))
    control(found[0].stem)
    survivors = []
    with concurrent.futures.ThreadPoolExecutor(arguments.jobs) as pool:
        for mutant, end in zip(found, pool.map(run, found)):
            reason = REDUNDANT.get((mutant.stem, mutant.text))
            if end == "survived" and not reason:
                survivors.append(mutant)
            print(f"{end if not reason else f'{end} ({reason})'}: {mutant.name}", flush=True)
    print(f"{len(found)} mutants, {len(survivors)} survived")
    if survivors:
        sys.exit("contracts: no test misses\n" + "\n".join(f"  {mutant.name}" for mutant in survivors))


if __name__ == "__main__":
    main()
