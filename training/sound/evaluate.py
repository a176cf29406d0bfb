"""Leaves one recording out at a time, and measures on it a network that has heard neither it nor a mixture with it.

    python evaluate.py folds [--kind log-mel|mfcc] [--seed N]    trains and scores; goes on where it broke off
    python evaluate.py report [--kind …] [--seed N] [--json FILE]
    python evaluate.py rules  [--kind …] [--seed N]              what other thresholds would find, and wrongly find
    python evaluate.py scores --output FILE [--kind …] [--seed N]  the held-out scores, for `veilcam accident evaluate`

Recordings that were cut from one film are left out together. Thresholds come from validation mixtures, never from the
recording that is judged. Music and speech are packaged ones that no training has heard, and are judged by every fold's network.
"""

import argparse
import csv
import json
from pathlib import Path

import numpy as np
import torch

import train
from veilsound import features, mixtures, network, store, synth
from veilsound.audio import RATE, fit
from veilsound.paths import CACHE

LEVELS = [12, 6, 0]
REPEATS = 4
# Shares of the normal validation mixtures that a threshold may let pass.
RULES = [0.01, 0.02, 0.05]
FALSE_KINDS = ("horn", "siren", "engine", "brakes")


def threshold_of(normal, share):
    """The lowest threshold that at most a share of normal probabilities, largest first, is above."""
    return float(normal[int(len(normal) * share)])


def seconds_of(recording):
    """Labelled seconds that are judged: label and samples."""
    return [(second, label, recording.second(second)) for second, label in sorted(recording.labels.items())]


def disturbances(rng, pools):
    """What crashes are mixed with: unheard music, unheard speech, and road, rain, engine."""
    name = rng.choice(["music", "speech", "road"])
    return pools.second(rng, name) if name != "road" else synth.NORMAL[rng.choice(["road", "rain", "engine", "wipers"])](rng, RATE)


def cases(recordings, pools):
    """Every second that is judged, plain and mixed: dictionaries without the samples, and the samples."""
    rows, sounds = [], []

    def add(source, name, kind, second, label, level, sound):
        rows.append(dict(source=source, recording=name, kind=kind, second=second, label=label, level=level))
        sounds.append(sound.astype(np.float32))

    for number, recording in enumerate(recordings):
        for second, label, sound in seconds_of(recording):
            add(recording.source, recording.name, recording.kind, second, label, "plain", sound)
            if label not in ("crash", "normal") or not np.any(np.abs(sound) > 1e-5):
                continue
            for level in LEVELS:
                for repeat in range(REPEATS):
                    rng = np.random.default_rng([5, number, second, level, repeat])
                    # Levels as a camera records them: the peak at 0.5.
                    mixed = mixtures.mix(rng, sound, disturbances(rng, pools), level)
                    mixed *= 0.5 / np.max(np.abs(mixed))
                    add(recording.source, recording.name, recording.kind, second, label, f"{level} dB", mixed)
    for name in ("music", "speech"):
        for index in range(600):
            rng = np.random.default_rng([6, len(name), index])
            add("", f"packaged {name}", name, index, "normal", "plain", pools.second(rng, name))
        for level in LEVELS:
            for index in range(200):
                rng = np.random.default_rng([7, len(name), level, index])
                mixed = mixtures.mix(rng, pools.second(rng, name), disturbances(rng, pools), level)
                mixed *= 0.5 / np.max(np.abs(mixed))
                add("", f"packaged {name}", name, index, "normal", f"{level} dB", mixed)
    return rows, np.array(sounds)


def folds(kind, seed):
    recordings, pools = store.recordings(), store.pools("test")
    rows, sounds = cases(recordings, pools)
    inputs = train.pictures(features_of(sounds), kind)
    # Those with crashes first: should it break off, recall is known.
    crashed = {recording.source for recording in recordings if "crash" in recording.labels.values()}
    sources = sorted({recording.source for recording in recordings if any(l != "unsure" for l in recording.labels.values())},
                     key=lambda source: (source not in crashed, source))
    folder = CACHE / f"folds-{kind}-{seed}-{store.labels_digest()}-v4"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "rows.json").write_text(json.dumps(rows))
    for number, source in enumerate(sources):
        path = folder / f"{number:02d}.npz"
        if path.exists():
            continue
        model = train.tuned(kind, seed, without={source})
        scale, offset, probabilities, data, normal = train.calibration(model, kind, seed)
        margins = network.crash_margin(network.logits(model, inputs))
        threshold = max(0.5, normal[len(normal) // 100])
        np.savez(path, source=source, probabilities=1 / (1 + np.exp(-(scale * margins + offset))), threshold=threshold,
                 normal=normal)
        print(f"{number + 1}/{len(sources)} {source} threshold {threshold:.3f}", flush=True)


def features_of(sounds):
    return np.concatenate([features.log_mel(sounds[start:start + 128]).astype(np.float16) for start in range(0, len(sounds), 128)])


def scored(kind, seed):
    """Rows with what the network said that has not heard their source; packaged sounds with every network's word."""
    folder = CACHE / f"folds-{kind}-{seed}-{store.labels_digest()}-v4"
    rows = json.loads((folder / "rows.json").read_text())
    results = {}
    for path in sorted(folder.glob("*.npz")):
        data = np.load(path)
        results[str(data["source"])] = (data["probabilities"], float(data["threshold"]), data["normal"])
    out = []
    for index, row in enumerate(rows):
        chosen = [row["source"]] if row["source"] else list(results)
        for source in chosen:
            if source in results:
                probabilities, threshold, normal = results[source]
                probability = float(probabilities[index])
                out.append({**row, "fold": source, "probability": probability, "hit": probability > threshold,
                            "rules": [probability > threshold_of(normal, share) for share in RULES]})
    return out


def interval(groups, seed=0):
    """A share and its 95 % interval over resampled recordings (or networks): groups are lists of hits."""
    groups = [np.array(group, float) for group in groups if len(group)]
    if not groups:
        return None
    rng = np.random.default_rng(seed)
    draws = []
    for _ in range(2_000):
        chosen = [groups[index] for index in rng.integers(0, len(groups), len(groups))]
        draws.append(np.concatenate(chosen).mean())
    together = np.concatenate(groups)
    return dict(share=together.mean(), low=np.quantile(draws, 0.025), high=np.quantile(draws, 0.975),
                hits=int(together.sum()), count=len(together), groups=len(groups))


def auc(positive, negative):
    values = np.concatenate([positive, negative])
    order = values.argsort(kind="stable").argsort(kind="stable") + 1
    return (order[:len(positive)].sum() - len(positive) * (len(positive) + 1) / 2) / (len(positive) * len(negative))


def show(name, found):
    if found:
        print(f"{name:44s} {found['hits']:5d}/{found['count']:<5d} {100 * found['share']:5.1f} %  "
              f"[{100 * found['low']:.1f}, {100 * found['high']:.1f}]  {found['groups']} groups")
    return found


def by_source(rows, hit):
    key = "source" if all(row["source"] for row in rows) else "fold"
    return [[hit(row) for row in rows if row[key] == value] for value in sorted({row[key] for row in rows})]


def show_rule(name, rows, hit):
    """What a rule finds in plain seconds, and wrongly finds."""
    print(f"\n{name}")
    plain = [row for row in rows if row["level"] == "plain"]
    show("crash seconds (recall)", interval(by_source([row for row in plain if row["label"] == "crash"], hit)))
    normal = [row for row in plain if row["label"] == "normal"]
    show("horn, siren, engine, brakes", interval(by_source([row for row in normal if row["kind"] in FALSE_KINDS], hit)))
    for kind in ("music", "speech"):
        show(kind, interval(by_source([row for row in normal if row["kind"] == kind], hit)))


def rules(kind, seed):
    rows = scored(kind, seed)
    for index, share in enumerate(RULES):
        show_rule(f"{100 * share:.0f} % of normal validation mixtures", rows, lambda row: row["rules"][index])
    # Chosen on the very seconds that are judged: a bound of what a threshold could do, no result.
    false = np.sort([row["probability"] for row in rows
                     if row["level"] == "plain" and row["label"] == "normal" and row["kind"] in FALSE_KINDS])[::-1]
    bound = threshold_of(false, 0.02)
    show_rule(f"2 % of the judged horns, sirens, engines and brakes, in hindsight ({bound:.3f})", rows,
              lambda row: row["probability"] > bound)


def scores(kind, seed, file):
    rows = [row for row in scored(kind, seed)
            if row["level"] == "plain" and row["source"] and row["label"] in ("crash", "normal")]
    with open(file, "w", newline="") as output:
        writer = csv.writer(output, lineterminator="\n")
        writer.writerow(["recording", "second", "label", "probability"])
        # Recordings that were cut from one film are one here.
        writer.writerows([row["source"], row["second"], row["label"], f"{row['probability']:.4f}"] for row in rows)


def report(kind, seed, file):
    rows = scored(kind, seed)
    plain = [row for row in rows if row["level"] == "plain"]
    print("Per recording, plain: seconds called a crash")
    table = {"recordings": [], "summary": {}}
    for name in sorted({row["recording"] for row in plain if row["source"]}):
        entry = {"recording": name}
        for label in ("crash", "skid", "normal", "unsure"):
            hits = [row["hit"] for row in plain if row["recording"] == name and row["label"] == label]
            entry[label] = [int(sum(hits)), len(hits)]
        table["recordings"].append(entry)
        print(f"  {name[-58:]:58s} " + "  ".join(f"{label} {entry[label][0]}/{entry[label][1]}" for label in entry if label != "recording" and entry[label][1]))

    def groups(kinds, label, level):
        wanted = [row for row in rows if row["label"] == label and row["level"] == level and (not kinds or row["kind"] in kinds)]
        key = "source" if all(row["source"] for row in wanted) else "fold"
        return [[row["hit"] for row in wanted if row[key] == value] for value in sorted({row[key] for row in wanted})]

    for level in ["plain"] + [f"{value} dB" for value in LEVELS]:
        print(f"\n{level}: share of seconds called a crash [95 % bootstrap over recordings]")
        summary = table["summary"][level] = {}
        summary["crash"] = show("crash seconds (recall)", interval(groups([], "crash", level)))
        for kind in ("horn", "siren", "engine", "brakes", "music", "speech", "gravel", "film", "crash"):
            summary["false " + kind] = show(f"normal seconds of {kind}" if kind != "crash" else "normal seconds of crash recordings",
                                            interval(groups([kind], "normal", level)))
        six = [row for row in rows if row["label"] == "normal" and row["level"] == level and row["kind"] in ("horn", "siren", "engine", "brakes")]
        summary["false recorded"] = show("horn, siren, engine, brakes together", interval(
            [[row["hit"] for row in six if row["source"] == s] for s in sorted({row["source"] for row in six})]))
        if level == "plain":
            summary["skid"] = show("skid seconds", interval(groups([], "skid", level)))
    crash = np.array([row["probability"] for row in plain if row["label"] == "crash"])
    normal = np.array([row["probability"] for row in plain if row["label"] == "normal" and row["source"]])
    if not len(crash) or not len(normal):
        print("\nAUC: not all recordings have been left out yet; run `evaluate.py folds` again")
        return
    table["auc"] = float(auc(crash, normal))
    print(f"\nAUC of crash against normal seconds of recordings, plain: {table['auc']:.3f} ({len(crash)} and {len(normal)} seconds)")
    if file:
        Path(file).write_text(json.dumps(table, indent=1, default=float) + "\n")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("step", choices=["folds", "report", "rules", "scores"])
    parser.add_argument("--kind", default="log-mel", choices=["log-mel", "mfcc"])
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--json")
    parser.add_argument("--output")
    options = parser.parse_args()
    torch.set_num_threads(1)
    if options.step == "folds":
        folds(options.kind, options.seed)
    elif options.step == "rules":
        rules(options.kind, options.seed)
    elif options.step == "scores":
        if not options.output:
            parser.error("scores needs --output")
        scores(options.kind, options.seed, options.output)
    else:
        report(options.kind, options.seed, options.json)
