"""The GraphQL API. A channel: it reads editions through ``cms.editions`` and the tools' documents, and imports no other channel."""
