# A list, in German:
curl -s "$VR4M/graphql/" -H 'Content-Type: application/json' -d '{"query": "{ kits(locale: DE) { nodes { title url isFallback } } }"}'
# One kit by GET; the ETag of the answer lets you ask again for nothing:
curl -si "$VR4M/graphql/" --get --data-urlencode 'query={ kit(slug: "nantes") { title edition { cited } } }'
