"""Trains the sound network. Every step keeps its result in the cache, so that a run that broke off goes on.

    python train.py base [--kind log-mel|mfcc] [--seed N]      on mixtures only, no recording of ../shared
    python train.py final [--kind …] [--seed N]                 and on all labelled recordings; writes Models/sound
"""

import argparse
import hashlib
import json
import time

import numpy as np
import torch

from veilsound import features, mixtures, network, store
from veilsound.paths import CACHE, MODELS

SIZES = {"train": 7_000, "validation": 1_500}
EPOCHS = {"base": 10, "tune": 5}
RATES = {"base": 3e-3, "tune": 1e-3}
PER_SECOND = 12
WINDOW = 16_000


def pictures(decibels, kind):
    return features.mfcc_of(decibels.astype(np.float32)).astype(np.float32) if kind == "mfcc" else decibels


def mixed(part, seed):
    """Mixtures of packaged and synthetic sounds as decibels; validation has seeds of its own."""
    settings = {"part": part, "count": SIZES[part], "seed": seed, "version": 3}

    def make():
        decibels, labels, names = mixtures.examples(SIZES[part], [seed, len(part)], store.pools("train"))
        return {"decibels": decibels, "labels": labels, "names": names}

    return store.kept(f"mixtures-{part}", settings, make)


def real(seed):
    """Variations of the labelled seconds of all recordings, with where each comes from."""
    settings = {"seed": seed, "labels": store.labels_digest(), "count": PER_SECOND, "version": 3}

    def make():
        recordings, pools = store.recordings(), store.pools("train")
        decibels, labels, sources, partners = [], [], [], []
        for index, recording in enumerate(recordings):
            known = sum(label != "unsure" for label in recording.labels.values())
            count = int(np.clip(PER_SECOND * known, 60, 900)) if known else 0
            for picture, label, partner in mixtures.real_examples(recording, count, [seed, index], recordings, pools):
                decibels.append(picture)
                labels.append(label)
                sources.append(recording.source)
                partners.append(partner)
        return {"decibels": np.array(decibels), "labels": np.array(labels), "sources": np.array(sources),
                "partners": np.array(partners)}

    return store.kept("real", settings, make)


def base(kind, seed, report=print):
    """The network that has heard no recording."""
    path = CACHE / f"base-{kind}-{seed}-v3.pt"
    data = mixed("train", seed)
    inputs = pictures(data["decibels"], kind)
    mean = inputs.astype(np.float32).mean(axis=(0, 2))
    model = network.SoundNet(inputs.shape[1], mean, np.full_like(mean, inputs.astype(np.float32).std(axis=(0, 2)).mean())
                             if kind == "log-mel" else inputs.astype(np.float32).std(axis=(0, 2)))
    if path.exists():
        model.load_state_dict(torch.load(path))
        return model.eval()
    started = time.time()
    network.fit(model, inputs, data["labels"], np.ones(len(inputs), np.float32), EPOCHS["base"], RATES["base"], seed,
                report=lambda epoch, loss: report(f"base {kind} epoch {epoch} loss {loss:.4f} {time.time() - started:.0f} s", flush=True))
    torch.save(model.state_dict(), path)
    return model


def ears(kind, seed):
    """What the base network's first part hears in all examples of recordings, and in some of the mixtures."""

    def make():
        model, data, more = base(kind, seed), real(seed), mixed("train", seed)
        some = np.random.default_rng([seed, 77]).permutation(len(more["labels"]))[:3_000]
        return {"real": network.heard(model, pictures(data["decibels"], kind)),
                "mixed": network.heard(model, pictures(more["decibels"][some], kind)), "labels": more["labels"][some]}

    return store.kept(f"ears-{kind}", {"seed": seed, "labels": store.labels_digest(), "version": 3}, make)


def tuned(kind, seed, without=frozenset(), report=print):
    """The base network whose last part was trained on with the recordings, those of the sources `without` left out with
    all their mixtures."""
    data, maps = real(seed), ears(kind, seed)
    left = np.array([source not in without and partner not in without
                     for source, partner in zip(data["sources"], data["partners"])])
    inputs, labels, sources = maps["real"][left], data["labels"][left], data["sources"][left]
    weights = np.ones(len(labels), np.float32)
    for source in np.unique(sources):
        for label in range(len(network.CLASSES)):
            chosen = (sources == source) & (labels == label)
            if chosen.any():
                # A recording counts with the root of its length: many short ones are worth more than one long one.
                weights[chosen] = np.sqrt(max(1, chosen.sum() / PER_SECOND)) / chosen.sum()
    weights *= len(weights) / weights.sum()
    inputs = np.concatenate([inputs, maps["mixed"]])
    labels = np.concatenate([labels, maps["labels"]])
    weights = np.concatenate([weights, np.full(len(maps["labels"]), 0.7, np.float32)])
    model = base(kind, seed, report)
    return network.fit(
        model, inputs, labels, weights.astype(np.float32), EPOCHS["tune"], RATES["tune"], seed + 1, whole=False)


def calibration(model, kind, seed):
    """Scale and offset that make margins on the validation mixtures log odds, for one crash second in two."""
    data = mixed("validation", seed)
    margins = network.crash_margin(network.logits(model, pictures(data["decibels"], kind)))
    truth = (data["labels"] == mixtures.CRASH).astype(np.float64)
    weights = np.where(truth == 1, 0.5 / truth.mean(), 0.5 / (1 - truth.mean()))
    scale, offset = 1.0, 0.0
    for _ in range(50):
        odds = 1 / (1 + np.exp(-(scale * margins + offset)))
        gradient = np.array([np.mean(weights * (truth - odds) * margins), np.mean(weights * (truth - odds))])
        curve = weights * odds * (1 - odds)
        hessian = np.array([[np.mean(curve * margins ** 2), np.mean(curve * margins)],
                            [np.mean(curve * margins), np.mean(curve)]]) + 1e-6 * np.eye(2)
        step = np.linalg.solve(hessian, gradient)
        scale, offset = scale + step[0], offset + step[1]
    probabilities = 1 / (1 + np.exp(-(scale * margins + offset)))
    normal = np.sort(probabilities[data["labels"] == mixtures.NORMAL])[::-1]
    return float(scale), float(offset), probabilities, data, normal


def final(kind, seed):
    model = tuned(kind, seed)
    scale, offset, probabilities, data, normal = calibration(model, kind, seed)
    crash = probabilities[data["labels"] == mixtures.CRASH]
    # The lowest threshold with at most one false second in a hundred of the validation mixtures, and not below even odds.
    threshold = round(float(max(0.5, normal[len(normal) // 100])), 3)
    print(f"validation mixtures: recall {np.mean(crash > threshold):.3f}, false {np.mean(normal > threshold):.4f} at {threshold}")
    MODELS.mkdir(parents=True, exist_ok=True)
    torch.save(model.state_dict(), CACHE / f"final-{kind}-{seed}.pt")
    name = f"veil-sound-1.onnx"
    rows = features.COEFFICIENTS if kind == "mfcc" else features.BANDS
    torch.onnx.export(model, torch.zeros(1, 1, rows, WINDOW // features.HOP + 1), str(MODELS / name), opset_version=13,
                      input_names=["features"], output_names=["logits"])
    content = (MODELS / name).read_bytes()
    description = {
        "name": "veil-sound-1", "licence": "Apache-2.0",
        "file": {"name": name, "bytes": len(content), "sha256": hashlib.sha256(content).hexdigest()},
        "features": {
            "kind": kind, "sampleRate": features.RATE, "fftLength": features.FFT, "windowLength": features.WINDOW,
            "hop": features.HOP, "bands": features.BANDS, "lowest": 0, "highest": 8000,
            "coefficients": features.COEFFICIENTS},
        "windowLength": WINDOW, "classes": network.CLASSES,
        "calibration": {"scale": round(scale, 5), "offset": round(offset, 5)}, "threshold": threshold}
    (MODELS / "model.json").write_text(json.dumps(description, indent=2) + "\n")
    print(f"wrote {MODELS / name}, {len(content)} bytes")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("step", choices=["base", "final"])
    parser.add_argument("--kind", default="log-mel", choices=["log-mel", "mfcc"])
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    torch.set_num_threads(1)
    {"base": base, "final": final}[options.step](options.kind, options.seed)
