"""The same pages as ours, plain."""

from django.db import models
from grapple.models import GraphQLFloat, GraphQLForeignKey, GraphQLImage, GraphQLStreamfield, GraphQLString
from wagtail.api import APIField
from wagtail.fields import StreamField
from wagtail.images.api.fields import ImageRenditionField
from wagtail.models import Page

from peer.blocks import Chapter, Item, Number


class PeerCountry(Page):
    """A host country."""

    emergency = StreamField([("emergency_number", Number())])

    graphql_fields = [GraphQLStreamfield("emergency")]
    api_fields = [APIField("emergency")]


class PeerKit(Page):
    """A kit."""

    intro = models.TextField()
    city = models.CharField(max_length=60)
    region = models.CharField(max_length=60)
    latitude = models.FloatField()
    longitude = models.FloatField()
    hero = models.ForeignKey("wagtailimages.Image", models.PROTECT, null=True, related_name="+")
    hero_alt = models.CharField(max_length=200)
    country = models.ForeignKey(PeerCountry, models.PROTECT, related_name="+")
    first_48h = StreamField([("item", Item())])
    chapters = StreamField([("chapter", Chapter())])

    graphql_fields = [
        GraphQLString("intro"),
        GraphQLString("city"),
        GraphQLString("region"),
        GraphQLFloat("latitude"),
        GraphQLFloat("longitude"),
        GraphQLImage("hero"),
        GraphQLString("hero_alt"),
        GraphQLForeignKey("country", "peer.PeerCountry"),
        GraphQLStreamfield("first_48h"),
        GraphQLStreamfield("chapters"),
    ]
    api_fields = [
        *(APIField(name) for name in ("intro", "city", "region", "latitude", "longitude", "hero_alt", "country", "first_48h", "chapters")),
        APIField("hero_720", serializer=ImageRenditionField("width-720|format-jpeg", source="hero")),
    ]
