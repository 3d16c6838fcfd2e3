// apollo-ios-cli generate, with schema.graphql and your queries beside it.
let api = ApolloClient(url: URL(string: "https://vr4m.example/graphql/")!)
let result = try await api.fetch(query: KitsQuery(locale: .case(.fr)))
print(result.data?.kits.nodes.map(\.title) ?? [])
