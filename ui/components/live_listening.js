/* What the board does with its microphone: consent first, then pieces to the server until it has heard them. */
const HEARING_MS = 700, STILL_S = 5, END_MS = 6000;

class Listening {
  constructor(board) {
    this.board = board;
    this.pieces = [];   // of sound that the server has not heard yet
    this.microphone = new Microphone({ piece: (sound) => this.came(sound), changed: () => this.draw() });
    const find = (name) => board.root.querySelector(name);
    this.parts = { mic: find(".lv-mic"), hear: find(".lv-hear"), on: find(".lv-on"), level: find(".lv-level i"),
      heard: find(".lv-heard"), again: find(".lv-again"), consent: find(".lv-consent") };
    this.parts.hear.addEventListener("click", () => { this.toggle(); this.backToNotes(); });
    this.parts.again.addEventListener("click", () => { this.tryAgain(); this.backToNotes(); });
    this.parts.consent.addEventListener("click", () => board.show("consent"));
  }
  backToNotes() { if (!this.board.panel) this.board.parts.notes.focus({ preventScroll: true }); }

  /* on and off */
  may() {
    const own = this.board.outbox.newest("consent", () => true);
    return own ? own.answer !== "no" : this.board.data.mic.may;
  }
  toggle() {
    const { board, microphone } = this;
    if (board.data.ended) return;
    if (microphone.open) this.stop();
    else if (!Microphone.there) { microphone.trouble = "insecure"; this.draw(); }
    else if (this.may()) this.start();
    else board.show(board.panel === "consent" ? "" : "consent");
  }
  start() {
    this.take = Date.now().toString(36);
    this.microphone.start();
    this.board.say(this.board.data.words.mic_begins);
  }
  stop() {
    if (!this.microphone.open) return;
    this.microphone.stop();
    this.board.say(this.board.data.words.mic_ends);
  }
  leave() { if (this.microphone.open) this.microphone.drop(); }
  consents(answer) {
    if (answer === "no") { this.microphone.drop(); this.pieces = []; }
    this.board.act({ kind: "consent", answer });
    this.board.show("");
    if (answer !== "no" && !this.microphone.open) this.start();
    this.draw();
  }
  panel() {
    const { words, mic } = this.board.data;
    const choices = make("div", "lv-grades lv-choices");
    mic.choices.forEach((each, at) => {
      const made = button("lv-grade", "", () => this.consents(each.answer));
      made.append(make("b", "", String(at + 1)), make("strong", "", each.label), make("span", "", each.means));
      choices.append(made);
    });
    const ways = make("div", "lv-ways");
    ways.append(button("lv-tool", words.go_back, () => this.board.show("")));
    return [this.board.heading(mic.title), ...mic.asks.map((each) => make("p", "lv-ask-line", each)), choices, ways];
  }
  chooses(at) {   // by its place in the panel; whether there is such a choice
    const choice = this.board.panel === "consent" && this.board.data.mic.choices[at];
    if (choice) this.consents(choice.answer);
    return Boolean(choice);
  }

  /* pieces */
  cut() { this.microphone.cut(); }
  came(sound) {
    const id = `${this.take}-${Date.now().toString(36)}`;
    this.pieces.push({ id, question: this.board.question, take: this.take, sound, tries: 1, sent: -RESEND_MS });
    this.send();
  }
  get unsent() { return this.pieces.find((each) => !each.known && !each.failed); }
  send() {   // one after the other; again where the server was away
    const piece = this.unsent;
    if (!piece || !this.board.data.mic.may || performance.now() - piece.sent < RESEND_MS) return;
    piece.sent = performance.now();
    const { id, question, take, sound } = piece;
    this.board.give("piece", { id, question, take, sound });
  }
  takeAnswers() {
    const known = new Map(this.board.data.mic.pieces.map(([id, state, tries]) => [id, { state, tries }]));
    for (const piece of this.pieces) {
      const { state, tries } = known.get(piece.id) || {};
      piece.failed = state === "trouble" && tries >= piece.tries;
      piece.known = state === "waiting";
    }
    this.pieces = this.pieces.filter((each) => known.get(each.id)?.state !== "done");
    clearTimeout(this.looking);
    if (this.pieces.some((each) => each.known)) this.looking = setTimeout(() => this.look(), HEARING_MS);
    this.send();
  }
  look() {   // whether more was heard
    const { board } = this;
    if (!board.root.isConnected || board.outbox.events.length) return;
    board.outbox.add({ kind: "heard" });
    board.send();
  }
  tryAgain() {
    for (const piece of this.pieces) {
      if (piece.failed) Object.assign(piece, { failed: false, tries: piece.tries + 1, sent: -RESEND_MS });
    }
    this.send();
    this.draw();
  }
  end() {   // the interview ends not before the last words are with the server
    this.stop();
    this.endsAt = performance.now() + END_MS;
    this.endNow();
  }
  endNow() {
    if (!this.endsAt || (this.unsent && performance.now() < this.endsAt)) return;
    this.endsAt = 0;
    this.board.act({ kind: "end" });
  }
  tick() {
    this.send();
    this.endNow();
  }

  draw() {
    const { parts, microphone } = this, { data, root } = this.board, { words, mic } = data;
    const on = microphone.state === "open", may = this.may();
    root.classList.toggle("listening", on);
    parts.mic.hidden = data.ended;
    parts.mic.setAttribute("aria-label", words.mic_group);
    put(parts.hear.querySelector("span"), on ? words.mic_stop : microphone.open ? words.mic_opening : words.mic_off);
    parts.on.hidden = parts.level.parentElement.hidden = !on;
    put(parts.on, `${words.mic_on} ${clock(microphone.seconds)}`);
    parts.level.style.transform = `scaleX(${microphone.level.toFixed(2)})`;
    const { told, trouble, failed } = this.told(on);
    put(parts.heard, told);
    parts.heard.title = told;
    parts.mic.classList.toggle("trouble", trouble);
    parts.again.hidden = !failed;
    put(parts.again, words.mic_again);
    parts.consent.hidden = !(may || mic.refused);
    put(parts.consent, may ? words.mic_change : words.mic_ask_again);
  }
  told(on) {
    const { words, mic } = this.board.data, { microphone } = this;
    const failed = this.pieces.some((each) => each.failed), still = on && microphone.still > STILL_S;
    const waiting = this.pieces.some((each) => !each.failed) && mic.hears;
    const told = microphone.trouble ? words[`mic_${microphone.trouble}`] : failed ? mic.trouble
      : still ? words.mic_still : waiting ? words.mic_waiting : on ? mic.does : mic.line;
    return { told, failed, trouble: Boolean(microphone.trouble || failed || still) };
  }
}
