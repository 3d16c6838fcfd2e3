// Lists kits with the numbers to call. Runs in Node and in browsers.
const query = `query ($locale: LanguageCode, $after: String) {
  kits(locale: $locale, first: 50, after: $after) {
    nodes { title url isFallback country { emergency { number when } } }
    pageInfo { hasNextPage endCursor }
  }
}`;
let after = null;
do {
  const response = await fetch(`${process.env.VR4M}/graphql/`, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({ query, variables: { locale: "FR", after } }),
  });
  const { data, errors } = await response.json();
  if (errors) throw new Error(errors.map((error) => error.extensions.code).join());
  for (const kit of data.kits.nodes) console.log(kit.title, kit.country?.emergency[0]?.number);
  after = data.kits.pageInfo.hasNextPage ? data.kits.pageInfo.endCursor : null;
} while (after);
