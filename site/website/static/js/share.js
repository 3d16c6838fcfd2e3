// Sends the kit: a message in the learner's language, to change, share, copy or mail. The messages are those of the links that work without this.
const box = document.querySelector(".send"), form = box.querySelector(".send__form"), list = box.querySelector("[data-mails]");
const [language, text] = [form.querySelector("select"), form.querySelector("textarea")];
const told = form.querySelector("[role=status]"), mail = form.querySelector("[data-do=mail]");
const messages = [...list.querySelectorAll("a")].map((link) => ({ name: link.textContent, code: link.lang, asked: new URL(link.href).searchParams }));
for (const { name, code } of messages) language.append(Object.assign(new Option(name, code), { lang: code }));
language.value = document.documentElement.lang;
if (language.selectedIndex < 0) language.selectedIndex = 0;

const chosen = () => messages[language.selectedIndex].asked;
const address = () => { mail.href = `mailto:?subject=${encodeURIComponent(chosen().get("subject"))}&body=${encodeURIComponent(text.value)}`; };
const show = () => { text.value = chosen().get("body"); text.lang = language.value; told.textContent = ""; address(); };
language.addEventListener("change", show);
text.addEventListener("input", address);
form.addEventListener("submit", (event) => event.preventDefault());

const share = form.querySelector("[data-do=share]");
share.hidden = !navigator.share;
share.addEventListener("click", () => navigator.share({ title: chosen().get("subject"), text: text.value }).catch(() => { /* the reader thought better of it */ }));
form.querySelector("[data-do=copy]").addEventListener("click", async () => {
  try {
    await navigator.clipboard.writeText(text.value);
    told.textContent = told.dataset.copied;
  } catch {
    text.select();
    told.textContent = told.dataset.failed;
  }
});
show();
list.hidden = true;
form.hidden = false;
