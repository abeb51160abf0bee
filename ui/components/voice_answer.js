const BOX = '[data-testid="stChatInputTextArea"]:not(:disabled)';
const RECORD = '.st-key-recorder [data-testid="stAudioInputActionButton"]';
const state = (window.__voiceAnswer = window.__voiceAnswer || { watched: null, box: "" });
const PREFIX = "interviewer.draft.";

function draftOf(box) {
  try { return JSON.parse(localStorage.getItem(PREFIX + box)) || blank(); } catch { return blank(); }
}
function blank() { return { text: "", done: [] }; }
function keep(box, draft) {
  try { localStorage.setItem(PREFIX + box, JSON.stringify(draft)); } catch { /* private window: kept on the page only */ }
}
function forgetOthers(box) {   // of this session only: other sessions may wait for their answers
  const session = box.split(".")[0];
  try {
    for (const name of Object.keys(localStorage)) {
      if (name.startsWith(PREFIX + session + ".") && name !== PREFIX + box) localStorage.removeItem(name);
    }
  } catch { /* nothing was kept */ }
}
function write(element, text) {   // as typing would, so that the page's own state follows
  const set = Object.getOwnPropertyDescriptor(HTMLTextAreaElement.prototype, "value").set;
  set.call(element, text);
  element.dispatchEvent(new Event("input", { bubbles: true }));
}
function added(text, more) {
  const gap = !text || /\s$/.test(text) || /[\u3400-\u9fff，。；：！？]$/.test(text) || /^[\u3400-\u9fff]/.test(more) ? "" : " ";
  return text + gap + more;
}
function applied(text, change) {
  if (change.text !== undefined) return added(text, change.text);
  const at = text.lastIndexOf(change.from);
  return at < 0 ? text : text.slice(0, at) + change.to + text.slice(at + change.from.length);
}

if (!state.listens) {
  state.listens = true;
  document.addEventListener("input", (event) => {
    if (!state.box || !event.target.matches?.(BOX)) return;
    keep(state.box, { ...draftOf(state.box), text: event.target.value });
  }, true);
  document.addEventListener("keydown", (event) => {
    if (!event.altKey || event.ctrlKey || event.metaKey || event.code !== "KeyR") return;
    const button = document.querySelector(RECORD);
    if (!button) return;
    event.preventDefault();
    event.stopPropagation();   // R alone means something to the framework
    button.click();
  }, true);
}

export default function (component) {
  const { data, parentElement } = component;
  if (!data) return;
  const line = parentElement.querySelector(".line");
  const secure = window.isSecureContext && navigator.mediaDevices;
  const how = parentElement.querySelector(".how");
  const say = (words, loud) => {   // how to get a recogniser is folded, so that it is not in the way of every question
    const folded = Boolean(data.words.how) && !loud;
    line.textContent = folded ? "" : words;
    line.classList.toggle("loud", Boolean(loud));
    line.classList.toggle("known", !loud);
    how.classList.toggle("there", folded);
    how.querySelector("summary").textContent = folded ? words : "";
    how.querySelector("div").textContent = data.words.how;
  };
  for (const each of document.querySelectorAll(".st-key-recorder, .st-key-keep_recordings")) {
    each.style.display = secure ? "" : "none";
  }
  const inWords = () => {   // the recorder itself knows English only
    for (const button of document.querySelectorAll(".st-key-recorder button[aria-label]")) {
      const now = button.getAttribute("aria-label"), words = data.words[now];
      if (words && words !== now) button.setAttribute("aria-label", words);
    }
  };
  const recorder = document.querySelector(".st-key-recorder");
  const observer = new MutationObserver(inWords);
  if (recorder) observer.observe(recorder, { subtree: true, childList: true, attributeFilter: ["aria-label"] });
  inWords();
  say(secure ? data.words.hint : data.words.insecure, !secure);
  if (secure && navigator.permissions?.query) {
    navigator.permissions.query({ name: "microphone" }).then((found) => {
      const show = () => say(found.state === "denied" ? data.words.denied : data.words.hint, found.state === "denied");
      found.onchange = show;
      show();
    }).catch(() => {});
  }

  state.box = data.box;
  forgetOthers(data.box);
  let tries = 0;
  const fill = () => {
    if (state.box !== data.box) return;
    const element = document.querySelector(BOX);
    if (!element) { if (tries++ < 60) setTimeout(fill, 50); return; }
    const draft = draftOf(data.box);
    let text = element.value || draft.text;
    const due = data.changes.filter((each) => !draft.done.includes(each.id));
    for (const change of due) text = applied(text, change);
    keep(data.box, { text, done: [...draft.done, ...due.map((each) => each.id)] });
    if (text !== element.value) write(element, text);
    if (due.length) {
      element.focus({ preventScroll: true });
      element.setSelectionRange(text.length, text.length);
      element.scrollTop = element.scrollHeight;
    }
  };
  fill();
  return () => {
    observer.disconnect();
    setTimeout(() => { if (!document.querySelector(BOX)) state.box = ""; }, 400);
  };
}
