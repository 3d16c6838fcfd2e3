"""The same question to each: twenty kits with all they hold, and their countries' numbers."""

PLACE = "office address phone email url hours"
OURS = f"""query Kits($first: Int = 20) {{
  kits(first: $first) {{
    nodes {{
      id title intro city region latitude longitude
      hero {{ alt rendition(width: 720) {{ url width height }} }}
      country {{ title emergency {{ number when byText }} }}
      first48h {{ text anchor offsetDays critical }}
      chapters {{
        topic title lead
        blocks {{
          __typename id
          ... on Sourced {{ source {{ title url seenOn }} }}
          ... on Reachable {{ {PLACE} }}
          ... on AdminTask {{ text appliesIf deadlineDays papers }}
          ... on ArrivalRoute {{ mode fromPlace toPlace steps {{ html }} minutes ticket operatorUrl }}
          ... on Callout {{ tone body {{ html }} }}
          ... on Checklist {{ heading items {{ text anchor offsetDays critical }} }}
          ... on EarlyShift {{ firstService night bike }}
          ... on Fact {{ heading value {{ html }} validUntil }}
          ... on HealthPlace {{ health: healthKind }}
          ... on Housing {{ housing: housingKind deposit fraudSigns }}
          ... on Leisure {{ title free }}
          ... on Pass {{ title forWhom where url price priceSeenOn }}
          ... on Phrasebook {{ phrases {{ key text phonetic situation }} }}
          ... on Quote {{ text isSample }}
          ... on Text {{ body {{ html }} }}
          ... on UsefulLink {{ text url language }}
          ... on WorkCulture {{ culture: topic here tip }}
        }}
      }}
    }}
  }}
}}"""
SOURCE = "sourceTitle sourceUrl sourceSeenOn"
GRAPPLE = f"""{{
  pages(contentType: "peer.PeerKit", limit: 20) {{
    id title
    ... on PeerKit {{
      intro city region latitude longitude heroAlt
      hero {{ rendition(width: 720, format: "jpeg") {{ url width height }} }}
      country {{ title emergency {{ ... on PeerNumber {{ number when byText }} }} }}
      first48h {{ ... on PeerItem {{ text anchor offsetDays critical }} }}
      chapters {{
        ... on Chapter {{
          topic title lead
          content {{
            __typename id
            ... on RichTextBlock {{ value }}
            ... on PeerTask {{ text appliesIf deadlineDays papers {PLACE} {SOURCE} }}
            ... on PeerRoute {{ mode fromPlace toPlace steps minutes ticket operatorUrl {SOURCE} }}
            ... on PeerCallout {{ tone body }}
            ... on PeerChecklist {{ heading items {{ text anchor offsetDays critical }} }}
            ... on PeerShift {{ firstService night bike {SOURCE} }}
            ... on PeerFact {{ heading fact: value validUntil {SOURCE} }}
            ... on PeerHealth {{ kind {PLACE} {SOURCE} }}
            ... on PeerHousing {{ kind deposit fraudSigns {PLACE} {SOURCE} }}
            ... on PeerLeisure {{ title free {PLACE} {SOURCE} }}
            ... on PeerPass {{ title forWhom where url price priceSeenOn {SOURCE} }}
            ... on PeerPhrasebook {{ phrases {{ key text phonetic situation }} }}
            ... on PeerQuote {{ text isSample }}
            ... on PeerContact {{ {PLACE} {SOURCE} }}
            ... on PeerLink {{ text url language }}
            ... on PeerCulture {{ topic here tip {SOURCE} }}
          }}
        }}
      }}
    }}
  }}
}}"""
REST = "/peer/rest/pages/?type=peer.PeerKit&limit=20&fields=*,country(title,emergency)"
