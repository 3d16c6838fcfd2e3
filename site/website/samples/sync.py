"""Keeps a copy of all pages of a language in copy.json. Needs: pip install "gql[httpx]"."""

import json
import os
from pathlib import Path

from gql import Client, gql
from gql.transport.httpx import HTTPXTransport

CHANGES = gql("""
  query ($after: String, $locale: LanguageCode) {
    changes(after: $after, locale: $locale) {
      items { event id document { title url edition { cited } } }
      cursor
      hasMore
    }
  }
""")
file = Path("copy.json")
copy = json.loads(file.read_text()) if file.exists() else {"cursor": None, "pages": {}}
with Client(transport=HTTPXTransport(url=os.environ["VR4M"] + "/graphql/")) as api:
    more = True
    while more:
        CHANGES.variable_values = {"after": copy["cursor"], "locale": "FR"}
        found = api.execute(CHANGES)["changes"]
        for item in found["items"]:
            print(item["event"], item["id"])
            copy["pages"].pop(item["id"], None)
            if item["document"]:
                copy["pages"][item["id"]] = item["document"]
        copy["cursor"], more = found["cursor"], found["hasMore"]
file.write_text(json.dumps(copy))
