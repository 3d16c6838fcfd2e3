// codegen.ts for @graphql-codegen/cli: types for Apollo Client from our schema and your queries.
import type { CodegenConfig } from "@graphql-codegen/cli";

const config: CodegenConfig = {
  schema: "https://vr4m.example/graphql/schema.graphql",
  documents: ["src/**/*.graphql"],
  generates: { "src/gql/": { preset: "client" } },
};
export default config;
