"""Measure what is told of a delivery: fillers and repeated starts in transcripts, pauses in recordings.

`python -m bench.delivery [text|audio]`, both without a word; recordings need espeak-ng (`apt-get install espeak-ng`).
"""

from __future__ import annotations

import argparse
import shutil
import struct
import sys
import time
from collections.abc import Sequence
from statistics import fmean, median
from typing import Any

import numpy as np
from numpy.typing import NDArray

from bench.figures import write
from bench.marked_transcripts import PARTS, false_alarms, figures, read, shares, written_files
from bench.spoken_samples import RATE, Sample, in_noise, samples
from interviewer.adapters.silero_voice_activity import SileroVoiceActivity
from interviewer.domain.delivery import LONG_PAUSE, Delivery, Stretch

_COUNT, _SENTENCES = 30, 6
_NOISE = {"clean": None, "noise_20_db": 20.0, "noise_10_db": 10.0}
_LENGTHS = {"of_2_s_and_more": LONG_PAUSE, "of_half_a_second_and_more": 0.5}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("part", nargs="?", choices=["text", "audio"])
    part = parser.parse_args().part
    if part != "audio":
        found = {name: figures(read(file)) for name, file in PARTS.items()}
        print(write("delivery-text", found | {"written_answers": false_alarms()}, [*PARTS.values(), *written_files()]))
    if part != "text":
        if shutil.which("espeak-ng") is None:
            sys.exit("Recordings are made with espeak-ng, which is not installed: apt-get install espeak-ng")
        made = list(samples(_COUNT, _SENTENCES))
        print(write("delivery-audio", {name: _of_audio(made, decibels) for name, decibels in _NOISE.items()}))


def _of_audio(made: Sequence[Sample], decibels: float | None) -> dict[str, Any]:
    activity, cpu, seconds = SileroVoiceActivity(), time.process_time(), 0.0
    heard = []
    for sample in made:
        sound = sample.sound if decibels is None else in_noise(sample, decibels)
        seconds += len(sound) / RATE
        heard.append(activity.speech(as_wav(sound)))
    spent = time.process_time() - cpu
    first = [abs(found[0].start - sample.speech[0].start) for sample, found in zip(made, heard, strict=True) if found]
    return {
        "recordings": len(made),
        "seconds": round(seconds),
        "nothing_heard": sum(not found for found in heard),
        "pauses": {name: _pauses(made, heard, least) for name, least in _LENGTHS.items()},
        "first_word_error_ms": {"median": round(1000 * median(first)), "most": round(1000 * max(first))},
        "cpu_ms_a_second": round(1000 * spent / seconds, 1),
    }


def _pauses(made: Sequence[Sample], heard: Sequence[tuple[Stretch, ...]], least: float) -> dict[str, Any]:
    """Those of `least` seconds that lie where one of `least` seconds is, each once."""
    right, errors, count, marked = 0, [], 0, 0
    for sample, speech in zip(made, heard, strict=True):
        true = _of_length(Delivery("en", speech=sample.speech).silences, least)
        told = _of_length(Delivery("en", speech=speech).silences, least)
        pairs = [(one, other) for one in true for other in told if _same(one, other)]
        right += min(len({one for one, _ in pairs}), len({other for _, other in pairs}))
        errors += [abs(one.seconds - other.seconds) for one, other in pairs]
        count, marked = count + len(told), marked + len(true)
    error = {"mean": round(1000 * fmean(errors)), "most": round(1000 * max(errors))} if errors else None
    return shares(right, count, marked) | {"length_error_ms": error}


def _of_length(silences: Sequence[Stretch], least: float) -> list[Stretch]:
    return [each for each in silences if each.seconds >= least]


def _same(one: Stretch, other: Stretch) -> bool:
    """Whether they share more than half of what both cover together."""
    shared = min(one.end, other.end) - max(one.start, other.start)
    return shared > 0.5 * (max(one.end, other.end) - min(one.start, other.start))


def as_wav(sound: NDArray[np.float32]) -> bytes:
    data = (np.clip(sound, -1, 1) * 32767).astype("<i2").tobytes()
    form = struct.pack("<IHHIIHH", 16, 1, 1, RATE, 2 * RATE, 2, 16)
    head = b"RIFF" + struct.pack("<I", 36 + len(data)) + b"WAVEfmt " + form
    return head + b"data" + struct.pack("<I", len(data)) + data


if __name__ == "__main__":
    main()
