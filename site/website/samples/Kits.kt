// build.gradle.kts: plugins { id("com.apollographql.apollo") }
// apollo { service("vr4m") { packageName.set("app.vr4m"); schemaFile.set(file("schema.graphql")) } }
val api = ApolloClient.Builder().serverUrl("https://vr4m.example/graphql/").autoPersistedQueries().build()
val kits = api.query(KitsQuery(locale = LanguageCode.FR)).execute().dataOrThrow().kits
