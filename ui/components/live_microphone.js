/* The microphone as pieces of WAV, 16 kHz mono, cut where nobody speaks. */
const RATE = 16000, SHORTEST_S = 0.4, CUT_FROM_S = 10, CUT_AT_S = 20, PAUSE_S = 0.35;
const STILL = 0.0015, PAUSE_SHARE = 0.22, LOUDEST_FADES = 0.995, LEVEL_FULL = 0.15;
const TAP = `registerProcessor("tap", class extends AudioWorkletProcessor {
  constructor() { super(); this.part = new Float32Array(2048); this.at = 0; }
  process([input]) {
    for (const sample of input[0] || []) {
      this.part[this.at++] = sample;
      if (this.at === this.part.length) { this.port.postMessage(this.part.slice()); this.at = 0; }
    }
    return true;
  }
});`;

function resampled(parts, from) {   // each new sample is the mean of the old ones that it stands for
  const all = new Float32Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) { all.set(part, at); at += part.length; }
  const step = from / RATE, made = new Int16Array(Math.floor(all.length / step));
  for (let to = 0; to < made.length; to++) {
    const first = Math.floor(to * step), last = Math.max(first + 1, Math.floor((to + 1) * step));
    let sum = 0;
    for (let each = first; each < last; each++) sum += all[each];
    made[to] = Math.max(-1, Math.min(1, sum / (last - first))) * 32767;
  }
  return made;
}
function wavOf(samples) {
  const file = new DataView(new ArrayBuffer(44 + 2 * samples.length));
  const word = (at, text) => [...text].forEach((char, next) => file.setUint8(at + next, char.charCodeAt(0)));
  word(0, "RIFF"); file.setUint32(4, 36 + 2 * samples.length, true); word(8, "WAVEfmt ");
  file.setUint32(16, 16, true); file.setUint16(20, 1, true); file.setUint16(22, 1, true);
  file.setUint32(24, RATE, true); file.setUint32(28, 2 * RATE, true); file.setUint16(32, 2, true); file.setUint16(34, 16, true);
  word(36, "data"); file.setUint32(40, 2 * samples.length, true);
  samples.forEach((sample, at) => file.setInt16(44 + 2 * at, sample, true));
  return new Uint8Array(file.buffer);
}
function base64(bytes) {
  let text = "";
  for (let at = 0; at < bytes.length; at += 8192) text += String.fromCharCode(...bytes.subarray(at, at + 8192));
  return btoa(text);
}

class Microphone {
  /* `piece` is called with each piece in base64, `changed` when it opens, closes or hears, with a trouble or "". */
  constructor({ piece, changed }) {
    Object.assign(this, { piece, changed, state: "closed", level: 0, parts: [], seconds: 0, still: 0, trouble: "", turn: 0 });
  }
  get open() { return this.state !== "closed"; }
  static get there() { return Boolean(window.isSecureContext && navigator.mediaDevices?.getUserMedia && window.AudioWorkletNode); }

  async start() {
    if (this.open) return;
    Object.assign(this, { state: "opening", trouble: "", seconds: 0, still: 0, loudest: 0, pause: 0 });
    this.changed();
    const turn = ++this.turn;
    let stream, context;
    try {
      const wanted = { channelCount: 1, echoCancellation: true, noiseSuppression: true, autoGainControl: true };
      stream = await navigator.mediaDevices.getUserMedia({ audio: wanted });
      context = new AudioContext();
      const address = URL.createObjectURL(new Blob([TAP], { type: "text/javascript" }));
      await context.audioWorklet.addModule(address);
      URL.revokeObjectURL(address);
    } catch (error) {
      release(stream, context);
      if (turn !== this.turn) return;
      this.state = "closed";
      this.trouble = error.name === "NotAllowedError" ? "denied" : error.name === "NotFoundError" ? "no_microphone" : "no_sound";
      return this.changed();
    }
    if (turn !== this.turn) return release(stream, context);   // it was closed meanwhile
    Object.assign(this, { stream, context });
    const tap = new AudioWorkletNode(context, "tap", { channelCount: 1, channelCountMode: "explicit" });
    tap.port.onmessage = ({ data }) => this.heard(data);
    context.createMediaStreamSource(stream).connect(tap).connect(context.destination);   // it gives silence out
    stream.getTracks().forEach((track) => { track.onended = () => { this.trouble = "no_microphone"; this.stop(); }; });
    await context.resume().catch(() => {});
    if (turn !== this.turn) return;
    this.state = "open";
    this.changed();
  }
  heard(part) {
    if (this.state !== "open") return;
    const loud = Math.sqrt(part.reduce((sum, each) => sum + each * each, 0) / part.length);
    const length = part.length / this.context.sampleRate;
    this.parts.push(part);
    this.seconds += length;
    this.still = loud < STILL ? this.still + length : 0;
    this.loudest = Math.max(loud, this.loudest * LOUDEST_FADES);
    this.pause = loud < PAUSE_SHARE * this.loudest ? this.pause + length : 0;
    this.level = Math.min(1, loud / LEVEL_FULL);
    const waiting = this.waiting();
    if ((waiting > CUT_FROM_S && this.pause > PAUSE_S) || waiting > CUT_AT_S) this.cut();
    this.changed();
  }
  waiting() {   // seconds of the piece that is being recorded
    return this.parts.reduce((sum, part) => sum + part.length, 0) / (this.context?.sampleRate || 1);
  }
  cut() {
    const parts = this.parts, long = this.waiting() >= SHORTEST_S;
    this.parts = [];
    if (long) this.piece(base64(wavOf(resampled(parts, this.context.sampleRate))));
  }
  stop() {
    if (!this.open) return;
    if (this.state === "open") this.cut();
    this.drop();
  }
  drop() {   // and what is not cut yet is forgotten
    this.parts = [];
    this.state = "closed";
    this.level = 0;
    this.turn++;
    release(this.stream, this.context);
    this.stream = this.context = null;
    this.changed();
  }
}
function release(stream, context) {
  stream?.getTracks().forEach((track) => { track.onended = null; track.stop(); });
  context?.close();
}
