const QUIET_MS = 300, LONGEST_WAIT_MS = 1500, JUST_CHANGED_MS = 500, POINTED_MS = 2500;
const FIRST_LOOK_MS = 1000, LOOK_MS = 150, RESEND_MS = 3000, READ_MS = 4000;
const POINT_CODES = ["Digit1", "Digit2", "Digit3", "Digit4", "Digit5", "Digit6", "Digit7", "Digit8", "Digit9",
  "Digit0", "Minus", "Equal"];
const POINT_KEYS = "1234567890-=";
const PROBE_KEYS = ["q", "w", "e"];
const NEXT_STATE = { "": "confirmed", suggested: "confirmed", confirmed: "refused", refused: "suggested" };

function make(name, className, text) {
  const element = document.createElement(name);
  if (className) element.className = className;
  if (text !== undefined) element.textContent = text;
  return element;
}
function put(element, text) {   // a screen reader is told of changes only
  if (element.textContent !== text) element.textContent = text;
}
function button(className, label, action) {
  const made = make("button", className);
  made.type = "button";
  made.append(label);
  made.addEventListener("click", action);
  return made;
}
function clock(seconds) {
  const whole = Math.max(0, Math.floor(seconds));
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, "0")}`;
}

/* What was done here and the server has not said yet that it is saved. It outlives a reload of the page. */
class Outbox {
  constructor(interview) {
    this.name = `interviewer.live.${interview}`;
    let kept = null;
    try { kept = JSON.parse(sessionStorage.getItem(this.name)); } catch { /* nothing is kept */ }
    this.events = kept?.events || [];
    this.last = kept?.last || 0;
    this.draft = kept?.draft || null;   // notes that are still being typed
  }
  keep() {
    const kept = JSON.stringify({ events: this.events, last: this.last, draft: this.draft });
    try { sessionStorage.setItem(this.name, kept); } catch { /* private window: on the page only */ }
  }
  add(event) {
    this.last = Math.max(this.last + 1, Date.now());
    this.events.push({ ...event, n: this.last });
    this.keep();
  }
  done(upTo) {
    this.events = this.events.filter((each) => each.n > upTo);
    this.keep();
  }
  newest(kind, matches) {
    return this.events.findLast((each) => each.kind === kind && matches(each));
  }
}

class Board {
  constructor(parent, data) {
    this.root = parent.querySelector(".lv");
    const find = (name) => this.root.querySelector(name);
    this.parts = { told: find(".lv-told"), steps: find(".lv-steps"), who: find(".lv-who"), now: find(".lv-now"),
      all: find(".lv-all"), clock: find(".lv-clock"), tools: find(".lv-tools"), question: find(".lv-question"),
      notes: find(".lv-notes"), probes: find(".lv-probes"), slots: find(".lv-slots"), rate: find(".lv-rate"),
      points: find(".lv-points"), list: find(".lv-list"), flags: find(".lv-flags"), legend: find(".lv-legend"),
      said: find(".lv-said") };
    this.outbox = new Outbox(data.interview);
    this.slots = [0, 1, 2].map((at) => this.makeSlot(at));
    this.parts.slots.append(...this.slots.map((slot) => slot.element));
    this.panel = "";
    this.composing = false;
    this.sentLast = performance.now();
    this.listening = new Listening(this);
    this.listen();
    setInterval(() => (this.root.isConnected ? this.tick() : this.listening.leave()), 500);
  }

  listen() {
    const { notes } = this.parts;
    notes.addEventListener("compositionstart", () => { this.composing = true; });
    notes.addEventListener("compositionend", () => { this.composing = false; this.typed(); this.takeNotes(); });
    notes.addEventListener("input", () => { if (!this.composing) this.typed(); });
    notes.addEventListener("blur", () => this.noteNow());
    window.addEventListener("pagehide", () => { if (this.root.isConnected) this.noteNow(); });
    const pressed = (event) => {
      if (!this.root.isConnected) document.removeEventListener("keydown", pressed, true);
      else if (this.pressed(event)) { event.preventDefault(); event.stopImmediatePropagation(); }
    };
    document.addEventListener("keydown", pressed, true);
  }

  /* ---- what is sent ---- */
  send() {
    this.sentLast = performance.now();
    this.post("sent", { events: this.outbox.events, at: Date.now() });   // never twice the same, or it would not go out
  }
  act(event) {
    this.noteNow();
    this.outbox.add({ question: this.question, ...event });
    this.draw();
    this.send();
  }
  typed() {
    clearTimeout(this.waiting);
    this.typedLast = performance.now();
    this.firstTyped ||= performance.now();
    const left = LONGEST_WAIT_MS - (performance.now() - this.firstTyped);
    this.waiting = setTimeout(() => this.noteNow(), Math.max(0, Math.min(QUIET_MS, left)));
    this.keepDraft();
  }
  keepDraft() {   // so that a reload in this third of a second loses nothing
    this.outbox.draft = { question: this.question, text: this.parts.notes.value, base: this.sentText };
    this.outbox.keep();
  }
  noteNow() {
    clearTimeout(this.waiting);
    this.firstTyped = 0;
    const text = this.parts.notes.value;
    if (this.composing || !this.question || text === this.sentText) return;
    this.outbox.draft = null;
    this.outbox.add({ kind: "note", question: this.question, text, base: this.sentText });
    this.sentText = text;
    this.send();
  }

  /* ---- what comes ---- */
  update(data, post, give) {
    this.post = post;
    this.give = give;
    this.data = data;
    this.came = performance.now();
    this.outbox.done(data.done);
    this.listening.takeAnswers();
    this.listening.endNow();
    if (data.question !== this.question) {
      this.noteNow();
      this.open();
    } else this.takeNotes();
    this.draw();
    if (data.waiting) this.lookLater();
    else this.waitsSince = 0;
    if (this.resent === data.connection) return;
    this.resent = data.connection;   // what a reload, or a server that went, left over
    const { draft } = this.outbox;
    if (draft && draft.question !== this.question) this.outbox.add({ kind: "note", ...draft });
    this.noteNow();
    if (this.outbox.events.length) this.send();
  }
  lookLater() {   // a model may have better words for the probes that stand there; not for one that is pointed at
    clearTimeout(this.looking);
    this.waitsSince ||= performance.now();
    const soon = performance.now() - this.waitsSince < FIRST_LOOK_MS ? FIRST_LOOK_MS : LOOK_MS;
    this.looking = setTimeout(() => {
      if (!this.root.isConnected || this.outbox.events.length) return;
      const held = this.slots.filter((slot) => slot.probe && slot.held()).map((slot) => slot.probe.id);
      this.outbox.add({ kind: "look", held });
      this.send();
    }, soon);
  }
  open() {   // another question
    const { data, parts } = this;
    if (this.question) this.listening.cut();   // what was said until now belongs to the question before
    this.question = data.question;
    const sent = this.outbox.newest("note", (each) => each.question === data.question);
    const draft = this.outbox.draft?.question === data.question ? this.outbox.draft : null;
    this.sentText = draft ? draft.base : sent ? sent.text : data.notes;
    parts.notes.value = draft ? draft.text : this.sentText;
    this.panel = "";
    this.lastAsked = null;
    for (const slot of this.slots) slot.free();
    parts.list.replaceChildren(...data.points.map((point, at) => this.makePoint(point, at)));
    parts.list.classList.toggle("many", data.points.length > 5);
    parts.list.classList.toggle("crowd", data.points.length > 8);
    this.makeFlags();
    if (!data.ended) parts.notes.focus({ preventScroll: true });
    parts.notes.setSelectionRange(parts.notes.value.length, parts.notes.value.length);
  }
  takeNotes() {   // the server may have joined what another window wrote, or what was heard
    const { data, parts } = this, { notes } = parts;
    const waits = this.outbox.events.some((each) => each.kind === "note" && each.question === data.question);
    if (waits || data.notes === this.sentText || this.composing) return;
    const change = changeOver(this.sentText, notes.value, data.notes);
    if (!change) return;
    notes.setRangeText(change.text, change.from, change.to, "preserve");
    this.sentText = data.notes;
    if (performance.now() - (this.typedLast || 0) > READ_MS) notes.scrollTop = notes.scrollHeight;
    if (this.outbox.draft) this.keepDraft();
  }

  /* ---- drawing: everything stays where it is, only words and marks change ---- */
  draw() {
    const { data, parts } = this, { words } = data;
    this.root.setAttribute("aria-label", words.board);
    this.root.classList.toggle("ended", data.ended);
    parts.told.hidden = !data.told;
    put(parts.told, data.told);
    put(parts.who, data.who);
    put(parts.question, data.text);
    parts.notes.setAttribute("aria-label", words.notes);
    parts.notes.placeholder = words.placeholder;
    parts.notes.readOnly = data.ended;
    put(parts.legend, words.legend);
    put(parts.probes.querySelector("h2 span"), words.probes);
    put(parts.probes.querySelector(".lv-just"), this.lastAsked ? `${words.just} ${this.lastAsked.text}` : "");
    put(parts.points.querySelector("h2"), `${words.points} · ${this.counted()}`);
    parts.points.setAttribute("aria-label", words.points);
    this.drawSteps();
    this.drawTools();
    this.drawPoints();
    this.drawProbes();
    this.drawPanel();
    this.listening.draw();
    this.tick();
  }
  drawSteps() {
    const { data, parts } = this;
    const signature = JSON.stringify([data.steps, data.question, this.rating()]);
    if (signature === this.stepsDrawn) return;
    this.stepsDrawn = signature;
    parts.steps.setAttribute("aria-label", data.words.steps);
    parts.steps.replaceChildren(...data.steps.map((step, at) => {
      const now = step.id === data.question, rating = now ? this.rating() : step.rating;
      const made = button("lv-step" + (now ? " now" : step.begun ? " begun" : ""), String(at + 1),
        () => this.turn(step.id));
      made.setAttribute("aria-label", rating ? `${step.label} (${data.words.rated} ${rating})` : step.label);
      made.title = step.label;
      if (now) made.setAttribute("aria-current", "step");
      if (rating) made.append(make("small", "", String(rating)));
      return made;
    }));
  }
  drawTools() {
    const { data, parts } = this, { words } = data;
    const signature = JSON.stringify([this.isPaused(), data.ended, words.pause]);
    if (signature === this.toolsDrawn) return;
    this.toolsDrawn = signature;
    const pause = button("lv-tool", this.isPaused() ? words.resume : words.pause, () => this.togglePause());
    const next = button("lv-tool lv-next", words.next, () => this.next());
    const end = button("lv-tool", words.end, () => this.show(this.panel === "end" ? "" : "end"));
    parts.tools.replaceChildren(...(data.ended ? [] : [pause, end, next]));
  }
  tick() {
    const { data, parts } = this;
    const since = data.clock.running && !this.isPaused() ? (performance.now() - this.came) / 1000 : 0;
    const now = data.clock.now + since, all = data.clock.all + since;
    put(parts.now, clock(now) + " / " + clock(data.clock.soft));
    put(parts.all, `${data.words.all} ${clock(all)} / ${clock(data.clock.limit)}`);
    if (this.slots.some((slot, at) => slot.probe?.id !== (data.probes[at]?.id))) this.drawProbes();
    if (this.outbox.events.length && performance.now() - this.sentLast > RESEND_MS) this.send();   // the server was away
    this.listening.tick();
    parts.clock.classList.toggle("late", now > data.clock.soft);
    parts.clock.classList.toggle("paused", this.isPaused());
    parts.now.title = now > data.clock.soft ? data.words.late : "";
  }

  /* points */
  makePoint(point, at) {
    const row = make("li", "lv-point");
    const label = button("lv-mark", "", () => this.mark(at));
    label.append(make("kbd", "", POINT_KEYS[at] || ""), make("i", "iv-icon"), make("span", "lv-what", point.text));
    const refuse = button("lv-refuse", "×", () => this.mark(at, "refused"));
    row.append(label, refuse, make("div", "lv-below"));
    row.querySelector("i").setAttribute("aria-hidden", "true");
    row.querySelector("kbd").setAttribute("aria-hidden", "true");
    return row;
  }
  stateOf(point) {
    const own = this.outbox.newest("tick", (each) => each.question === this.data.question && each.point === point.id);
    return own ? own.state : point.state;
  }
  drawPoints() {
    const { data, parts } = this, { words } = data;
    data.points.forEach((point, at) => {
      const row = parts.list.children[at], state = this.stateOf(point);
      const kind = state === "confirmed" ? "covered" : state === "refused" || !state ? "missed" : point.kind;
      const word = words[state === "suggested" ? `suggested_${kind}` : state || "open"];
      row.className = `lv-point is-${state || "open"} kind-${kind}`;
      row.querySelector("i").className = `iv-icon iv-${kind} lv-icon-${state || "open"}`;
      const said = state === "suggested" && point.quote ? `${word}  “${point.quote}”` : word;
      put(row.querySelector(".lv-below"), state ? said : "");
      const mark = row.querySelector(".lv-mark"), refuse = row.querySelector(".lv-refuse");
      mark.setAttribute("aria-label", `${at + 1}. ${point.text}. ${said}`);
      mark.title = [point.text, point.place].filter(Boolean).join("\n");
      refuse.setAttribute("aria-label", `${words.refuse} ${at + 1}`);
      refuse.title = words.refuse;
      mark.disabled = refuse.disabled = data.ended;
    });
  }
  counted() {
    const said = this.data.points.filter((each) => {
      const state = this.stateOf(each);
      return state === "confirmed" || (state === "suggested" && each.kind === "covered");
    });
    return `${said.length} / ${this.data.points.length}`;
  }
  mark(at, state) {
    const point = this.data.points[at];
    if (!point || this.data.ended) return;
    let wanted = state || NEXT_STATE[this.stateOf(point)];
    if (wanted === "suggested" && !point.suggested) wanted = "";
    this.act({ kind: "tick", point: point.id, state: wanted });
  }

  /* probes */
  makeSlot(at) {
    const element = make("li", "lv-slot");
    const ask = button("lv-ask", "", () => this.ask(at));
    ask.append(make("kbd", "", PROBE_KEYS[at].toUpperCase()), make("span", "lv-text"), make("span", "lv-why"));
    const up = button("lv-thumb lv-up", "", () => this.thumb(at, true));
    const down = button("lv-thumb lv-down", "", () => this.thumb(at, false));
    const thumbs = make("span", "lv-thumbs");
    thumbs.append(up, down);
    element.append(ask, thumbs);
    ask.querySelector("kbd").setAttribute("aria-hidden", "true");
    const slot = { element, ask, up, down, probe: null, before: null, changed: 0, pointed: -POINTED_MS };
    slot.free = () => { slot.probe = slot.before = null; slot.changed = 0; };
    element.addEventListener("pointermove", (event) => { if (event.pointerType === "mouse") slot.pointed = performance.now(); });
    element.addEventListener("pointerleave", () => { slot.pointed = -POINTED_MS; this.drawProbes(); });
    slot.held = () => performance.now() - slot.pointed < POINTED_MS;   // a mouse that lies there unused holds nothing up
    return slot;
  }
  stateOfProbe(probe) {
    const asked = this.outbox.newest("ask", (each) => each.probe === probe.id);
    const thumb = this.outbox.newest("thumb", (each) => each.probe === probe.id);
    const known = this.data.marks[probe.id] || { asked: false, useful: null };
    return { asked: asked ? asked.asked : known.asked, useful: thumb ? thumb.useful : known.useful };
  }
  drawProbes() {
    const { data } = this, fresh = [];
    this.slots.forEach((slot, at) => {
      const coming = data.probes[at] || null;
      if (coming?.id !== slot.probe?.id) {
        const sentAway = slot.probe && this.stateOfProbe(slot.probe).useful === false;
        if (slot.held() && slot.probe && coming && !sentAway) return this.drawSlot(slot);   // not under the cursor
        slot.before = slot.probe;
        slot.changed = performance.now();
        if (coming) fresh.push(coming.text);
      }
      slot.probe = coming;
      this.drawSlot(slot);
    });
    if (fresh.length && this.parts.rate.hidden) this.say(`${data.words.fresh} ${fresh.join(" ")}`);
  }
  drawSlot(slot) {
    const { words } = this.data, { probe, element } = slot;
    element.classList.toggle("empty", !probe);
    slot.ask.disabled = slot.up.disabled = slot.down.disabled = !probe || this.data.ended;
    element.querySelector(".lv-thumbs").hidden = !probe;
    if (!probe) {
      element.classList.remove("asked");
      put(element.querySelector(".lv-text"), "");
      put(element.querySelector(".lv-why"), "");
      slot.ask.setAttribute("aria-label", words.no_probe);
      return;
    }
    const { asked, useful } = this.stateOfProbe(probe);
    element.classList.toggle("asked", Boolean(asked));
    put(element.querySelector(".lv-text"), probe.text);
    put(element.querySelector(".lv-why"), (asked ? `✓ ${words.asked} · ` : "") + probe.why);
    slot.ask.removeAttribute("aria-label");
    slot.ask.setAttribute("aria-pressed", String(Boolean(asked)));
    slot.up.setAttribute("aria-pressed", String(useful === true));
    slot.down.setAttribute("aria-pressed", String(useful === false));
    slot.up.setAttribute("aria-label", words.up);
    slot.down.setAttribute("aria-label", words.down);
    slot.up.title = words.up;
    slot.down.title = words.down;
  }
  meant(slot) {   // a probe that came a moment before the key was pressed is not the one that was read
    return performance.now() - slot.changed < JUST_CHANGED_MS && slot.before ? slot.before : slot.probe;
  }
  ask(at) {
    const probe = this.meant(this.slots[at]);
    if (!probe || this.data.ended) return;
    const asked = !this.stateOfProbe(probe).asked;
    this.lastAsked = asked ? probe : null;
    this.act({ kind: "ask", probe: probe.id, asked });
  }
  thumb(at, useful, probe = this.meant(this.slots[at])) {
    if (!probe || this.data.ended) return;
    const same = this.stateOfProbe(probe).useful === useful;
    this.act({ kind: "thumb", probe: probe.id, useful: same ? null : useful });
    this.say(same ? "" : useful ? this.data.words.up_said : this.data.words.down_said);
  }

  /* the end of a question, and of the interview */
  show(panel) {
    this.panel = panel;
    this.noteNow();
    this.drawPanel();
    if (panel) this.parts.rate.querySelector("h2").focus({ preventScroll: true });
    else this.parts.notes.focus({ preventScroll: true });
  }
  drawPanel() {
    const { parts } = this;
    const panel = this.data.ended ? "" : this.panel;
    parts.probes.hidden = Boolean(panel);
    parts.rate.hidden = !panel;
    parts.probes.parentElement.classList.toggle("rating", Boolean(panel));
    const { question, remarks, unrated, mic } = this.data;
    const signature = JSON.stringify([panel, question, this.rating(), remarks, unrated, mic.asks, mic.line]);
    if (!panel || signature === this.panelDrawn) return;
    this.panelDrawn = signature;
    const panels = { end: () => this.endPanel(), consent: () => this.listening.panel(), rate: () => this.ratePanel() };
    parts.rate.replaceChildren(...panels[panel]());
  }
  heading(text) {
    const made = make("h2", "lv-title", text);
    made.tabIndex = -1;
    return made;
  }
  ratePanel() {
    const { data } = this, { words } = data;
    const grades = make("div", "lv-grades");
    data.anchors.forEach((anchor, at) => {
      const made = button("lv-grade", "", () => this.rate(at + 1));
      made.append(make("b", "", String(at + 1)), make("strong", "", anchor.name), make("span", "", anchor.sounds));
      made.title = anchor.sounds;
      made.setAttribute("aria-pressed", String(this.rating() === at + 1));
      grades.append(made);
    });
    const remark = make("input", "lv-remark");
    remark.value = data.remarks;
    remark.setAttribute("aria-label", words.remark);
    remark.placeholder = words.remark;
    remark.addEventListener("change", () => this.act({ kind: "remark", text: remark.value }));
    const ways = make("div", "lv-ways");
    ways.append(button("lv-tool", words.unrated, () => this.onward()), button("lv-tool", words.go_back, () => this.show("")));
    return [this.heading(words.rate), grades, remark, ways];
  }
  endPanel() {
    const { words, steps, question } = this.data;
    const own = steps.findIndex((each) => each.id === question) + 1;
    const unrated = this.data.unrated.filter((each) => each !== own || !this.rating());
    const ways = make("div", "lv-ways");
    ways.append(button("lv-tool lv-next", words.end_now, () => this.end()), button("lv-tool", words.go_back, () => this.show("")));
    const left = unrated.length ? `${words.left_unrated} ${unrated.join(", ")}` : words.all_rated;
    return [this.heading(words.end_ask), make("p", "lv-left-over", left), ways];
  }
  rating() {
    const own = this.outbox.newest("rate", (each) => each.question === this.data.question);
    return own ? own.rating : this.data.rating;
  }
  rate(rating) {
    this.act({ kind: "rate", rating });
    this.onward();
  }
  onward() {
    const at = this.data.steps.findIndex((each) => each.id === this.data.question);
    const next = this.data.steps[at + 1];
    if (next) this.turn(next.id);
    else this.show("end");
  }
  next() {
    if (this.data.ended) return;
    if (this.panel === "rate") this.onward();
    else if (this.panel !== "end") this.show("rate");
  }
  back() {
    const at = this.data.steps.findIndex((each) => each.id === this.data.question);
    if (this.panel) this.show("");
    else if (at > 0) this.turn(this.data.steps[at - 1].id);
  }
  turn(question) {
    if (question !== this.data.question) this.act({ kind: "turn", to: question });
    else this.show("");
  }
  isPaused() {
    const own = this.outbox.newest("pause", () => true);
    return own ? own.on : this.data.paused;
  }
  togglePause() {
    if (!this.isPaused()) this.listening.stop();
    this.act({ kind: "pause", on: !this.isPaused() });
    this.say(this.isPaused() ? this.data.words.paused_said : this.data.words.resumed_said);
  }
  end() { this.listening.end(); }

  /* keys: in the box with Alt, elsewhere alone */
  pressed(event) {
    const { parts } = this;
    if (event.isComposing || event.ctrlKey || event.metaKey || this.data.ended) return false;
    const typing = event.target instanceof Element && event.target.closest("input, textarea, select, [contenteditable=true]");
    if (typing && typing !== parts.notes && !this.root.contains(typing)) return false;
    if (event.key === "Escape") return this.escape(typing);
    if (typing && !event.altKey) return false;
    const letter = event.code?.startsWith("Key") && event.altKey ? event.code.slice(3).toLowerCase() : event.key.toLowerCase();
    const digit = POINT_CODES.indexOf(event.code);
    if (this.panel === "rate" && digit >= 0 && digit < 5) { this.rate(digit + 1); return true; }
    if (this.listening.chooses(digit)) return true;
    if (digit >= 0 && !this.panel) { this.mark(digit, event.shiftKey ? "refused" : undefined); return true; }
    const probe = PROBE_KEYS.indexOf(letter);
    if (probe >= 0 && !this.panel) { event.shiftKey ? this.thumb(probe, false) : this.ask(probe); return true; }
    return this.command(letter);
  }
  command(letter) {
    if (letter === "n") this.next();
    else if (letter === "b") this.back();
    else if (letter === "p") this.togglePause();
    else if (letter === "a") this.show("");
    else if (letter === "r") this.listening.toggle();
    else if (letter === "g" && this.lastAsked) this.thumb(0, true, this.lastAsked);
    else return false;
    return true;
  }
  escape(typing) {
    if (this.panel) this.show("");
    else if (typing === this.parts.notes) this.parts.question.focus({ preventScroll: true });
    else return false;
    return true;
  }

  makeFlags() {
    const { flags } = this.parts;
    flags.hidden = !this.data.flags.length;
    flags.open = false;
    put(flags.querySelector("summary"), this.data.words.flags);
    flags.querySelector("ul").replaceChildren(...this.data.flags.map((each) => make("li", "", each)));
  }
  say(text) { if (text) put(this.parts.said, text); }
}

export default function (component) {
  const { data, parentElement, setStateValue, setTriggerValue } = component;
  if (!data || !parentElement.querySelector(".lv")) return;
  const board = (parentElement.__board = parentElement.__board?.root.isConnected && parentElement.__board.name === data.interview
    ? parentElement.__board : new Board(parentElement, data));
  board.name = data.interview;
  board.update(data, setStateValue, setTriggerValue);
}
