const ICONS = {
  read: "M3 9v6h4l5 5V4L7 9H3zm13.5 3A4.5 4.5 0 0 0 14 8v8a4.5 4.5 0 0 0 2.5-4z",
  stop: "M6 6h12v12H6z",
  mute: "M3 9v6h4l5 5V4L7 9H3zM15 10l1.4-1.4 2.1 2.1 2.1-2.1L22 10l-2.1 2.1L22 14.2l-1.4 1.4-2.1-2.1-2.1 2.1L15 14.2l2.1-2.1z"
};
const state = (window.__readAloud = window.__readAloud || { said: {}, audio: null, speaking: "", mount: null });
const SPEEDS = [0.8, 1, 1.2, 1.5];

function kept(name, fallback) {
  try { return localStorage.getItem("interviewer.voice." + name) ?? fallback; } catch { return fallback; }
}
function keep(name, value) {
  try { localStorage.setItem("interviewer.voice." + name, value); } catch { /* private window: kept for this page */ }
}
function voices(locale) {
  const all = window.speechSynthesis ? speechSynthesis.getVoices() : [];
  const own = all.filter((each) => each.lang.replace("_", "-").toLowerCase().startsWith(locale.slice(0, 2)));
  const exact = (each) => (each.lang.replace("_", "-") === locale ? 0 : 1);
  return own.sort((one, other) => exact(one) - exact(other));
}
function hush() {
  state.speaking = "";
  if (state.audio) { state.audio.pause(); state.audio = null; }
  if (window.speechSynthesis) speechSynthesis.cancel();
}
// Whoever begins to record must not record the question.
if (!state.listens) {
  state.listens = true;
  document.addEventListener("click", (event) => {
    if (event.target.closest?.('[data-testid="stAudioInputActionButton"]')) { hush(); state.draw?.(); }
  }, true);
}

export default function(component) {
  const { data, parentElement } = component;
  if (!data) return;
  const root = parentElement.querySelector(".row");
  const part = (name) => root.querySelector("." + name);
  const speed = () => Number(kept("speed." + data.language, "1"));
  const muted = () => kept("muted", "0") === "1";
  const silent = () => !data.url && !voices(data.locale).length;
  const mount = (state.mount = {});       // a new drawing of the same request may begin before the old one is taken away

  function draw() {
    const speaking = state.speaking === data.id;
    const button = part("speak"), mute = part("mute");
    const label = (element, words, icon) => {
      element.querySelector("span").textContent = words;
      element.querySelector("path").setAttribute("d", ICONS[icon]);
    };
    label(button, speaking ? data.words.stop : data.words.read, speaking ? "stop" : "read");
    button.setAttribute("aria-pressed", String(speaking));
    label(mute, muted() ? data.words.unmute : data.words.mute, "mute");
    mute.setAttribute("aria-pressed", String(muted()));
    const none = state.tried && silent();
    for (const name of ["speak", "mute", "speed"]) part(name).classList.toggle("hidden", none);
    part("none").classList.toggle("hidden", !none || data.told);
    root.classList.toggle("hidden", none && data.told);
    drawVoices(none);
  }
  function drawVoices(none) {
    const list = data.url ? [] : voices(data.locale), box = part("voice");
    box.classList.toggle("hidden", none || list.length < 2);
    const select = box.querySelector("select");
    if (select.dataset.names !== list.map((each) => each.name).join()) {
      select.dataset.names = list.map((each) => each.name).join();
      select.replaceChildren(...list.map((each) => new Option(each.name, each.name)));
    }
    const chosen = kept("name." + data.language, "");
    if (list.some((each) => each.name === chosen)) select.value = chosen;
  }
  function over() { if (state.speaking === data.id) { state.speaking = ""; draw(); } }
  function byBrowser() {
    const list = voices(data.locale);
    if (!list.length) { over(); return; }
    const words = new SpeechSynthesisUtterance(data.text);
    words.voice = list.find((each) => each.name === kept("name." + data.language, "")) || list[0];
    words.lang = words.voice.lang;
    words.rate = speed();
    words.onend = over;
    words.onerror = over;
    speechSynthesis.speak(words);
  }
  function byServer() {
    const audio = (state.audio = new Audio(new URL(data.url, document.baseURI).href));
    audio.playbackRate = speed();
    audio.onended = over;
    const failed = () => {
      if (state.audio !== audio || state.speaking !== data.id) return;
      state.audio = null;
      byBrowser();
    };
    audio.onerror = failed;
    audio.play().catch((error) => (error.name === "NotAllowedError" ? over() : failed()));
  }
  function speak() {
    hush();
    state.speaking = data.id;
    data.url ? byServer() : byBrowser();
    draw();
  }

  part("speak").onclick = () => { if (state.speaking === data.id) { hush(); draw(); } else speak(); };
  part("mute").onclick = () => { keep("muted", muted() ? "0" : "1"); if (muted()) hush(); draw(); };
  const speeds = part("speed").querySelector("select");
  if (!speeds.options.length) speeds.append(...SPEEDS.map((each) => new Option(each + "×", each)));
  speeds.value = String(speed());
  speeds.onchange = () => { keep("speed." + data.language, speeds.value); if (state.speaking === data.id) speak(); };
  part("voice").querySelector("select").onchange = (event) => {
    keep("name." + data.language, event.target.value);
    if (state.speaking === data.id) speak();
  };
  part("speed").querySelector("span").textContent = data.words.speed;
  part("voice").querySelector("span").textContent = data.words.voice;
  part("none").textContent = data.words.no_voice;

  state.draw = draw;
  draw();
  const begin = () => {
    state.tried = true;
    if (state.mount !== mount) return;
    draw();
    if (state.said[data.id]) return;      // every rerun mounts the same request again
    state.said[data.id] = true;
    if (!muted() && !data.quiet && !silent()) speak();
  };
  // Voices come late in most browsers.
  if (data.url || voices(data.locale).length) begin();
  else {
    if (window.speechSynthesis) speechSynthesis.onvoiceschanged = begin;
    setTimeout(begin, 1200);
  }
  return () => {
    if (state.mount === mount) state.mount = null;
    setTimeout(() => { if (!state.mount) hush(); }, 400);   // gone from the page, not only drawn again
  };
}
