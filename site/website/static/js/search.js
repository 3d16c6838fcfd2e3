// Offers titles while one types; the form works the same without it.
const input = document.querySelector("[data-suggest]");
if (input) {
  const list = document.getElementById("q-titles");
  let timer = 0;
  let asked = "";
  const ask = async () => {
    const query = input.value.trim();
    if (query.length < 2 || query === asked) return;
    asked = query;
    try {
      const answer = await fetch(`${input.dataset.suggest}?q=${encodeURIComponent(query)}`);
      if (!answer.ok || query !== asked) return;
      list.replaceChildren(...(await answer.json()).map((title) => Object.assign(document.createElement("option"), { value: title })));
    } catch { /* without a network there is nothing to offer */ }
  };
  input.addEventListener("input", () => { clearTimeout(timer); timer = setTimeout(ask, 150); });
}
