"""Blocks of the courses. What an editor must not get wrong is said at the field."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from cms import editions
from cms.core.blocks import CalloutBlock, PictureBlock, SlugBlock, SourcedBlock, text_block
from cms.core.blocks.base import sources_last
from cms.courses.enums import BoxTopic, QuestionKind
from cms.kits.enums import Iso

CHOSEN = {QuestionKind.ONE, QuestionKind.SEVERAL, QuestionKind.TRUE_FALSE}
LEAST = 2  # choices below which nothing is asked


def wrong_field(name: str, error: ValidationError) -> blocks.StructBlockValidationError:
    """An error at a field of a block."""
    return blocks.StructBlockValidationError({name: error})


def wrong_item(index: int, name: str, error: ValidationError) -> blocks.ListBlockValidationError:
    """An error at a field of an item in a list."""
    return blocks.ListBlockValidationError(block_errors={index: wrong_field(name, error)})


def second_of(keys: list[str]) -> int | None:
    """Where a key stands for the second time; None where all differ."""
    return next((index for index, key in enumerate(keys) if key in keys[:index]), None)


def twice(key: str) -> ValidationError:
    """What to say of a key that stands twice."""
    return ValidationError(_("The key “%(key)s” stands twice."), params={"key": key})


class KeyedStreamBlock(blocks.StreamBlock):
    """A stream whose items have a key each, every key once."""

    def clean(self, value: Any) -> Any:
        result = super().clean(value)
        keys = [child.value.get("key") or "" for child in result]
        index = second_of(keys)
        if index is not None:
            raise blocks.StreamBlockValidationError(block_errors={index: wrong_field("key", twice(keys[index]))})
        return result


class OutcomeBlock(blocks.StructBlock):
    """One thing that can be done in a situation."""

    text = blocks.CharBlock(label=_("What one does"), max_length=250)
    outcome = blocks.TextBlock(label=_("What happens then, and why"))
    safe = blocks.BooleanBlock(label=_("A right way"), required=False)

    class Meta:
        icon = "arrow-right"
        label = _("Choice")
        label_format = "{text}"


class ScenarioBlock(blocks.StructBlock):
    """A situation with what one may do and what follows."""

    situation = blocks.TextBlock(label=_("Situation"))
    choices = blocks.ListBlock(OutcomeBlock(), label=_("Choices"), min_num=LEAST)

    class Meta:
        icon = "help"
        label = _("Scenario")
        label_format = "{situation}"
        preview_value = {
            "situation": "The guard is off the saw.",
            "choices": [
                {"text": "I stop and ask.", "outcome": "The tutor puts it back.", "safe": True},
                {"text": "I go on.", "outcome": "A splinter flies.", "safe": False},
            ],
        }

    def clean(self, value: Any) -> Any:
        result = super().clean(value)
        if not any(choice.get("safe") for choice in result["choices"]):
            raise wrong_field("choices", ValidationError(_("At least one choice must be a right way.")))
        return result


class CountryBoxBlock(blocks.StructBlock):
    """Filled from the page of the host country, never written here."""

    topic = blocks.ChoiceBlock(label=_("What it shows"), choices=BoxTopic.choices())

    class Meta:
        icon = "globe"
        label = _("Country box")
        label_format = "{topic}"
        preview_value = {"topic": "emergency"}


class LessonBodyBlock(blocks.StreamBlock):
    """What a lesson may hold."""

    text = text_block()
    callout = CalloutBlock()
    scenario = ScenarioBlock()
    country_box = CountryBoxBlock()
    picture = PictureBlock()


class LessonBlock(blocks.StructBlock):
    """Five to ten minutes of a module."""

    key = SlugBlock(label=_("Key"), help_text=_("The same in all languages and for ever: devices remember by it what was read."))
    title = blocks.CharBlock(label=_("Title"), max_length=120)
    minutes = blocks.IntegerBlock(label=_("Minutes"), min_value=1, max_value=60)
    key_point = blocks.TextBlock(label=_("To remember"), help_text=_("One sentence."))
    body = LessonBodyBlock(label=_("Content"))

    class Meta:
        icon = "doc-full"
        label = _("Lesson")
        label_format = "{title}"


class LessonsBlock(KeyedStreamBlock):
    lesson = LessonBlock()


class OptionBlock(blocks.StructBlock):
    """One option of a question."""

    key = SlugBlock(label=_("Key"), help_text=_("The same in all languages."))
    text = blocks.CharBlock(label=_("Text"), max_length=300)
    pair = blocks.CharBlock(label=_("What belongs to it"), required=False, max_length=300, help_text=_("Only where pairs are matched."))
    correct = blocks.BooleanBlock(label=_("Right"), required=False, help_text=_("Not where an order or pairs are asked for."))
    feedback = blocks.TextBlock(label=_("What is said about it"), help_text=_("On right and wrong ones alike: why it is so."))

    class Meta:
        icon = "tick"
        label = _("Option")
        label_format = "{text}"


@sources_last
class QuestionBlock(SourcedBlock):
    """A question with its options."""

    key = SlugBlock(label=_("Key"), help_text=_("The same in all languages and for ever: devices remember by it what was answered."))
    kind = blocks.ChoiceBlock(label=_("How it is answered"), choices=QuestionKind.choices())
    stem = blocks.TextBlock(label=_("Question"))
    options = blocks.ListBlock(
        OptionBlock(), label=_("Options"), min_num=LEAST, max_num=8, help_text=_("Where an order is asked for: in the right one.")
    )
    explanation = blocks.TextBlock(label=_("Explanation"), help_text=_("Shown after answering, whatever the answer."))
    countries = blocks.MultipleChoiceBlock(label=_("Only in these countries"), choices=Iso.choices(), required=False)

    class Meta:
        icon = "help"
        label = _("Question")
        label_format = "{stem}"
        preview_value = {
            "key": "first-call",
            "kind": "one",
            "stem": "Whom do you call first?",
            "options": [
                {"key": "emergency", "text": "112", "pair": "", "correct": True, "feedback": "It works all over Europe."},
                {"key": "tutor", "text": "My tutor", "pair": "", "correct": False, "feedback": "Later: an ambulance first."},
            ],
            "explanation": "112 sends help wherever you are.",
        }

    def clean(self, value: Any) -> Any:
        result = super().clean(value)
        options, kind = list(result["options"]), QuestionKind(result["kind"])
        keys = [option.get("key") or "" for option in options]
        index = second_of(keys)
        if index is not None:
            raise wrong_field("options", wrong_item(index, "key", twice(keys[index])))
        right = [index for index, option in enumerate(options) if option.get("correct")]
        if kind is QuestionKind.TRUE_FALSE and len(options) != 2:
            raise wrong_field("options", ValidationError(_("A question of true or false has exactly two options.")))
        if kind in CHOSEN and not right:
            raise wrong_field("options", ValidationError(_("Mark which option is right.")))
        if kind in CHOSEN and kind is not QuestionKind.SEVERAL and len(right) > 1:
            error = ValidationError(_("Only one option may be right here; choose “Several answers” for more."))
            raise wrong_field("options", wrong_item(right[1], "correct", error))
        if kind not in CHOSEN and right:
            raise wrong_field("options", wrong_item(right[0], "correct", ValidationError(_("An order or pairs have no single right option."))))
        for index, option in enumerate(options):
            paired = bool((option.get("pair") or "").strip())
            if kind is QuestionKind.MATCH and not paired:
                raise wrong_field("options", wrong_item(index, "pair", ValidationError(_("Write what belongs to it."))))
            if kind is not QuestionKind.MATCH and paired:
                raise wrong_field("options", wrong_item(index, "pair", ValidationError(_("Pairs are for matching only; leave it empty."))))
        return result


class QuestionsBlock(KeyedStreamBlock):
    question = QuestionBlock()


class StatementBlock(blocks.StructBlock):
    """A statement of the self-check."""

    key = SlugBlock(label=_("Key"), help_text=_("The same in all languages."))
    statement = blocks.TextBlock(label=_("Statement"), help_text=_("In the reader’s own voice, to answer with yes or not yet."))
    step = SlugBlock(label=_("Step that helps"), help_text=_("The key of a step of the timeline, such as week-plan."))

    class Meta:
        icon = "tick"
        label = _("Statement")
        label_format = "{statement}"


class SelfCheckBlock(KeyedStreamBlock):
    """Statements, each with a step of the timeline; while no timeline is published any step may be named."""

    statement = StatementBlock()

    def clean(self, value: Any) -> Any:
        result = super().clean(value)
        known = {step.key for phase in editions.readable(kind="phase") for step in phase.document.steps}
        for index, child in enumerate(result):
            step = child.value.get("step") or ""
            if known and step not in known:
                error = ValidationError(_("The timeline has no step “%(step)s”."), params={"step": step})
                raise blocks.StreamBlockValidationError(block_errors={index: wrong_field("step", error)})
        return result
