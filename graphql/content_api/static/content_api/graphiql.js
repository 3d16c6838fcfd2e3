// Starts GraphiQL on this page's own endpoint. A query in the page's address is shown first, so that queries can be shared as links.

const EXAMPLE = `# The kits of one language, with the numbers to call.
# Ctrl+Enter runs it, Ctrl+Space shows what else there is.
query Kits($locale: LanguageCode = FR) {
  kits(locale: $locale, first: 5) {
    totalCount
    nodes {
      title
      city
      url
      isFallback
      edition { cited publishedAt }
      country { title emergency { number when link } }
      sections {
        title
        blocks { __typename ... on Reachable { office phone url } }
      }
    }
    pageInfo { hasNextPage endCursor }
  }
}
`;

const place = document.getElementById("graphiql");
const asked = new URLSearchParams(location.search);
const fetcher = window.GraphiQL.createFetcher({ url: place.dataset.endpoint });
const properties = {
  fetcher,
  defaultQuery: EXAMPLE,
  query: asked.get("query") ?? undefined,
  variables: asked.get("variables") ?? undefined,
};
window.ReactDOM.createRoot(place).render(window.React.createElement(window.GraphiQL, properties));
