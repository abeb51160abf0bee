const ANY = '[data-testid="stChatInputTextArea"]';
const BOX = `${ANY}:not(:disabled)`;
const SEND = '[data-testid="stChatInputSubmitButton"]';
const SENT = "interviewer.sent.", TYPED = "interviewer.typed.";
const LOOK_MS = 100, A_MINUTE = 600;   // looks
const state = (window.__keptAnswer = window.__keptAnswer || { connection: "", element: null, focused: null, waits: false });

function boxOf(element) {   // the answer box by its own name: another one may already be drawn
  const place = element?.closest?.('[class*="st-key-answer-"]');
  return place ? [...place.classList].find((each) => each.startsWith("st-key-answer-")).slice("st-key-".length) : "";
}
function keep(name, value) {
  try {
    if (value) sessionStorage.setItem(name, value); else sessionStorage.removeItem(name);
  } catch { /* private window: not kept */ }
}
function kept(name) {
  try { return sessionStorage.getItem(name) || ""; } catch { return ""; }
}
function forget(prefix, but) {
  try {
    for (const name of Object.keys(sessionStorage)) if (name.startsWith(prefix) && name !== but) sessionStorage.removeItem(name);
  } catch { /* nothing was kept */ }
}
function taken(box) {   // what was sent from this box; all that was sent from others has arrived
  const found = kept(SENT + box);
  forget(SENT, "");
  forget(TYPED, TYPED + box);
  return found ? JSON.parse(found) : null;
}
function write(element, text) {   // as typing would, so that the page's own state follows
  const set = Object.getOwnPropertyDescriptor(HTMLTextAreaElement.prototype, "value").set;
  set.call(element, text);
  element.dispatchEvent(new Event("input", { bubbles: true }));
  element.setSelectionRange(text.length, text.length);
}
function remember(element) {
  const box = boxOf(element);
  if (!box || !element.value.trim()) return;
  keep(SENT + box, JSON.stringify({ text: element.value, connection: state.connection }));
  keep(TYPED + box, "");
}
function noteTyped(element) {
  const box = boxOf(element), before = kept(TYPED + box);
  if (!box) return;
  const other = state.element && state.element !== element && !state.element.isConnected;
  state.element = element;
  if (other && before && !element.value.startsWith(before)) write(element, before + element.value);   // drawn anew, empty
  else keep(TYPED + box, element.value);
}
function restore(element) {
  const typed = kept(TYPED + boxOf(element)), other = state.element !== element;
  state.element = element;
  if (typed && typed !== element.value) write(element, typed);
  if (other && state.focused && !state.focused.isConnected && document.activeElement === document.body) element.focus({ preventScroll: true });
}
function typeOn(event, box) {   // the box takes nothing now; what is typed is kept for it
  event.stopImmediatePropagation();
  if (event.key.length === 1) keep(TYPED + box, kept(TYPED + box) + event.key);
  else if (event.key === "Backspace") keep(TYPED + box, [...kept(TYPED + box)].slice(0, -1).join(""));
  else return;
  event.preventDefault();
  if (state.waits) return;
  state.waits = true;
  const look = setInterval(() => {
    const element = document.querySelector(`.st-key-${box} ${ANY}`);
    if (element?.disabled) return;
    clearInterval(look);
    state.waits = false;
    if (!element) return;
    restore(element);
    element.focus({ preventScroll: true });
  }, LOOK_MS);
}

if (!state.listens) {
  state.listens = true;
  window.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.key === "Tab") return;
    const element = document.querySelector(ANY), box = boxOf(element);
    if (box && (state.waits || (element.disabled && state.focused === element))) typeOn(event, box);
  }, true);
  document.addEventListener("focusin", (event) => { state.focused = event.target.matches?.(ANY) ? event.target : null; });
  document.addEventListener("focusout", (event) => { if (!event.target.disabled && event.target.isConnected) state.focused = null; });
  document.addEventListener("input", (event) => {
    if (event.target.matches?.(BOX)) noteTyped(event.target);
  }, true);
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
    if (event.target.matches?.(BOX)) remember(event.target);
  }, true);
  document.addEventListener("click", (event) => {
    const box = boxOf(event.target.closest?.(SEND));
    if (box) remember(document.querySelector(`.st-key-${box} ${BOX}`));
  }, true);
}

export default function (component) {
  const { data } = component;
  if (!data) return;
  state.connection = data.connection;
  const sent = taken(data.box), place = `.st-key-${data.box} `;
  // The same question from the server that it was sent to: that one had its reasons, and tells them.
  const again = sent && sent.connection !== data.connection;
  let tries = 0;
  const look = () => {
    const element = document.querySelector(place + BOX), button = document.querySelector(place + SEND);
    if (element && !again) { restore(element); return; }
    if (element && element.value !== sent.text) write(element, sent.text);
    else if (element && button && !button.disabled) { button.click(); return; }
    if (tries++ < A_MINUTE) setTimeout(look, LOOK_MS);
  };
  setTimeout(look, again ? 2 * LOOK_MS : 0);
}
