"""Recordings whose silences are known: sentences by espeak-ng, joined by silence, clean and in noise."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from random import Random

import numpy as np
from numpy.typing import NDArray

from interviewer.adapters.sound import mono
from interviewer.domain.delivery import Stretch
from interviewer.domain.wav_samples import read_wav

RATE = 16_000
VOICES = {"zh": "cmn-latn-pinyin", "en": "en-us"}
SENTENCES = {
    "zh": (
        "zhu3 ku4 ba3 ri4 zhi4 fa1 gei3 cong2 ku4",
        "cong2 ku4 zai4 zi4 ji3 zhe4 bian1 chong2 fang4",
        "huan3 cun2 guo4 qi1 de5 shi2 jian1 yao4 da3 san4",
        "jie2 dian3 gua4 le5 yi3 hou4 hui4 chong2 xin1 tiao2 du4",
        "wo3 men5 xian1 kan4 jian1 kong4 zai4 kan4 ri4 zhi4",
        "xie3 qing3 qiu2 yao4 guo4 ban4 shu4 jie2 dian3 que4 ren4",
        "zui4 hou4 yan4 zheng4 yi2 xia4 fu2 wu4 hui1 fu4 le5",
        "suo3 yin3 ke3 yi3 jian3 shao3 sao3 miao2 de5 hang2 shu4",
    ),
    "en": (
        "the primary sends its log to the replica",
        "the replica replays the log on its own side",
        "we spread the expiry of the keys at random",
        "the scheduler moves the pods to another node",
        "first I look at the dashboards and then at the logs",
        "a write counts once most of the nodes have it",
        "an index means that fewer rows have to be read",
        "at the end we check that the service is healthy",
    ),
}
_QUIET = 0.01
_SHORTEST, _LONGEST = 0.2, 5.0


@dataclass(frozen=True, slots=True)
class Sample:
    """16-bit PCM at 16 kHz as numbers from -1 to 1, with the moments at which somebody speaks."""

    language: str
    sound: NDArray[np.float32]
    speech: tuple[Stretch, ...]


def samples(count: int, sentences: int, seed: int = 5) -> Iterator[Sample]:
    """Half of them in each language. Silences are of any length from 0.2 to 5 s."""
    random = Random(seed)
    for number in range(count):
        language = ("zh", "en")[number % 2]
        yield _sample(language, random.sample(SENTENCES[language], sentences), random)


def in_noise(sample: Sample, decibels: float, seed: int = 5) -> NDArray[np.float32]:
    """With pink noise, so many decibels below the speech."""
    spoken = np.concatenate([sample.sound[int(e.start * RATE) : int(e.end * RATE)] for e in sample.speech])
    white = np.fft.rfft(np.random.default_rng(seed).normal(size=len(sample.sound)))
    noise = np.fft.irfft(white / np.sqrt(np.maximum(1, np.arange(len(white)))), len(sample.sound))
    loudness = np.sqrt(np.mean(spoken**2)) / 10 ** (decibels / 20)
    return (sample.sound + noise * (loudness / np.sqrt(np.mean(noise**2)))).astype(np.float32)


def _sample(language: str, sentences: Sequence[str], random: Random) -> Sample:
    parts, speech, at = [_silence(random)], [], 0
    speed = random.randrange(140, 190, 10)
    for sentence in sentences:
        at += len(parts[-1])
        spoken = say(sentence, language, speed)
        speech.append(Stretch(at / RATE, (at + len(spoken)) / RATE))
        at += len(spoken)
        parts += [spoken, _silence(random)]
    return Sample(language, np.concatenate(parts), tuple(speech))


def _silence(random: Random) -> NDArray[np.float32]:
    return np.zeros(int(random.uniform(_SHORTEST, _LONGEST) * RATE), np.float32)


@cache
def say(sentence: str, language: str, speed: int) -> NDArray[np.float32]:
    """A sentence without the silence around it. Raises FileNotFoundError without espeak-ng."""
    command = ["espeak-ng", "-v", VOICES[language], "-s", str(speed), "--stdout", sentence]
    made = subprocess.run(command, capture_output=True, check=True).stdout
    sound = mono(read_wav(made), RATE)
    loud = np.flatnonzero(np.abs(sound) > _QUIET * np.abs(sound).max())
    return sound[loud[0] : loud[-1] + 1]
