const BOX = '[data-testid="stChatInputTextArea"]:not(:disabled)';
const SEND = '[data-testid="stChatInputSubmitButton"]';
const PREFIX = "interviewer.sent.";
const state = (window.__sentAnswer = window.__sentAnswer || { connection: "" });

function boxOf(element) {   // the answer box by its own name: another one may already be drawn
  const place = element?.closest?.('[class*="st-key-answer-"]');
  return place ? [...place.classList].find((each) => each.startsWith("st-key-answer-")).slice("st-key-".length) : "";
}
function keep(box, sent) {
  try { sessionStorage.setItem(PREFIX + box, JSON.stringify(sent)); } catch { /* private window: not kept */ }
}
function taken(box) {   // what was sent from this box; all that was sent from others has arrived
  let found = null;
  try {
    found = JSON.parse(sessionStorage.getItem(PREFIX + box));
    for (const name of Object.keys(sessionStorage)) if (name.startsWith(PREFIX)) sessionStorage.removeItem(name);
  } catch { /* nothing was kept */ }
  return found;
}
function write(element, text) {   // as typing would, so that the page's own state follows
  const set = Object.getOwnPropertyDescriptor(HTMLTextAreaElement.prototype, "value").set;
  set.call(element, text);
  element.dispatchEvent(new Event("input", { bubbles: true }));
}
function remember(element) {
  const box = boxOf(element);
  if (box && element.value.trim()) keep(box, { text: element.value, connection: state.connection });
}

if (!state.listens) {
  state.listens = true;
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
  const sent = taken(data.box);
  // The same question from the server that it was sent to: that one had its reasons, and tells them.
  if (!sent || sent.connection === data.connection) return;
  const place = `.st-key-${data.box} `;
  let tries = 0;
  const again = () => {
    const element = document.querySelector(place + BOX), button = document.querySelector(place + SEND);
    if (element && element.value !== sent.text) write(element, sent.text);
    else if (element && button && !button.disabled) { button.click(); return; }
    if (tries++ < 100) setTimeout(again, 100);
  };
  setTimeout(again, 200);
}
