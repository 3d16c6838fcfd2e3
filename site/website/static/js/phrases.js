// Says the phrases: recordings where there are any, else the device's own voice of that language. No voice, no button.
const speech = window.speechSynthesis;
const voiceOf = (language) => {
  const voices = speech.getVoices().filter((voice) => voice.lang.toLowerCase().replace("_", "-").split("-")[0] === language);
  return voices.find((voice) => voice.localService) ?? voices[0];
};
const say = (phrase, text) => {
  const words = new SpeechSynthesisUtterance(text), voice = voiceOf(phrase.lang);
  Object.assign(words, { voice, lang: voice?.lang ?? phrase.lang, rate: 0.85 });
  speech.cancel();
  speech.speak(words);
};
const offer = () => {
  for (const phrase of document.querySelectorAll("[data-say]")) {
    const next = phrase.nextElementSibling;
    if (next?.matches(".say")) { if (next.matches("button")) next.hidden = !voiceOf(phrase.lang); continue; }
    if (!voiceOf(phrase.lang)) continue;
    const button = Object.assign(document.createElement("button"), { type: "button", className: "say" });
    button.setAttribute("aria-label", phrase.closest("[data-listen]").dataset.listen);
    button.addEventListener("click", () => say(phrase, phrase.textContent));
    phrase.after(button);
  }
};
if (speech) {
  offer();
  speech.addEventListener?.("voiceschanged", offer); // they may come late
}
const player = new Audio();
document.addEventListener("click", (event) => {
  const recording = event.target.closest("a.say");
  if (!recording) return;
  event.preventDefault();
  player.src = recording.href;
  player.play().catch(() => { location.href = recording.href; });
});
