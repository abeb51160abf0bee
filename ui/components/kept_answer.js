const ANY = '[data-testid="stChatInputTextArea"]';
const BOX = `${ANY}:not(:disabled)`;
const SEND = '[data-testid="stChatInputSubmitButton"]';
const SENT = "interviewer.sent.";
const LOOK_MS = 100, A_MINUTE = 600;   // looks
// `typed` is what the box named `box` held last, in `element`; `waits`: it takes nothing, and keys are kept for it
const state = (window.__keptAnswer = window.__keptAnswer || {
  connection: "", box: "", typed: "", element: null, focused: null, waits: false,
});

function boxOf(element) {   // the answer box by its own name: another one may already be drawn
  const place = element?.closest?.('[class*="st-key-answer-"]');
  return place ? [...place.classList].find((each) => each.startsWith("st-key-answer-")).slice("st-key-".length) : "";
}
function keep(box, sent) {
  try { sessionStorage.setItem(SENT + box, JSON.stringify(sent)); } catch { /* private window: not kept */ }
}
function taken(box) {   // what was sent from this box; all that was sent from others has arrived
  let found = null;
  try {
    found = JSON.parse(sessionStorage.getItem(SENT + box));
    for (const name of Object.keys(sessionStorage)) if (name.startsWith(SENT)) sessionStorage.removeItem(name);
  } catch { /* nothing was kept */ }
  return found;
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
  keep(box, { text: element.value, connection: state.connection });
  state.typed = "";
}
function noteTyped(element) {
  const box = boxOf(element);
  if (!box) return;
  const anew = state.box === box && state.element !== element && !state.element?.isConnected;
  const before = anew ? state.typed : "";   // the box was drawn anew, empty, under the hands of the candidate
  state.box = box;
  state.element = element;
  if (before && !element.value.startsWith(before)) write(element, before + element.value);
  else state.typed = element.value;
}
function restore(element, box) {
  if (state.box === box && state.typed && state.typed !== element.value) write(element, state.typed);
  const lost = state.focused && !state.focused.isConnected && document.activeElement === document.body;
  state.element = element;
  if (lost) element.focus({ preventScroll: true });
}
function typeOn(event, element, box) {
  event.stopImmediatePropagation();
  if (state.box !== box) Object.assign(state, { box, typed: element.value, element });
  if (event.key.length === 1) state.typed += event.key;
  else if (event.key === "Backspace") state.typed = [...state.typed].slice(0, -1).join("");
  else return;
  event.preventDefault();
  if (state.waits) return;
  state.waits = true;
  const look = setInterval(() => {
    const now = document.querySelector(`.st-key-${box} ${ANY}`);
    if (now?.disabled) return;
    clearInterval(look);
    state.waits = false;
    if (!now) return;
    restore(now, box);
    now.focus({ preventScroll: true });
  }, LOOK_MS);
}

if (!state.listens) {
  state.listens = true;
  window.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.key === "Tab") return;
    const element = document.querySelector(ANY), box = boxOf(element);
    if (box && (state.waits || (element.disabled && state.focused === element))) typeOn(event, element, box);
  }, true);
  document.addEventListener("focusin", (event) => { state.focused = event.target.matches?.(ANY) ? event.target : null; });
  document.addEventListener("focusout", (event) => {
    if (!event.target.disabled && event.target.isConnected) state.focused = null;
  });
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
    if (element && !again) { restore(element, data.box); return; }
    if (element && element.value !== sent.text) write(element, sent.text);
    else if (element && button && !button.disabled) { button.click(); return; }
    if (tries++ < A_MINUTE) setTimeout(look, LOOK_MS);
  };
  setTimeout(look, again ? 2 * LOOK_MS : 0);
}
