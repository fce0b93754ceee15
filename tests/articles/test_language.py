"""Articles in other languages are left out; English ones with foreign words in them are not."""

import pytest

from kg import articles
from kg.articles.language import is_english, is_foreign_line
from kg.errors import ReadError
from tests.articles.conftest import STORY

OTHERS = [
    "Der Bürgermeister sagte am Montag, die alte Brücke werde noch vor dem Winter wieder geöffnet, und der Rat war dafür.",
    "Le maire a déclaré lundi que le vieux pont rouvrirait avant l'hiver, et que le conseil municipal était d'accord.",
    "El alcalde dijo el lunes que el viejo puente se abrirá de nuevo antes del invierno y que el consejo está de acuerdo.",
    "De burgemeester zei maandag dat de oude brug nog voor de winter weer open gaat en dat de raad het daarmee eens is.",
    "Borgmesteren sagde mandag at den gamle bro vil åbne igen før vinteren, og at rådet var enig i det hele.",
    "Burmistrz powiedział w poniedziałek, że stary most zostanie otwarty przed zimą, a rada się z tym zgadza.",
    "Мэр сказал в понедельник, что старый мост снова откроется до зимы, и что совет с этим согласен.",
    "市長は月曜日に、古い橋は冬の前に再び開通すると述べ、議会もこれに同意した。市民は喜んでいる。",
    "Belediye başkanı pazartesi günü eski köprünün kıştan önce yeniden açılacağını ve meclisin de aynı fikirde olduğunu söyledi.",
]


@pytest.mark.parametrize("text", OTHERS)
def test_another_language_is_left_out_with_a_message(text):
    """Nine languages, each refused by name."""
    with pytest.raises(ReadError, match="not in English"):
        articles.from_text(text, "x.txt")


@pytest.mark.parametrize(
    "text",
    [
        STORY,
        STORY.upper(),
        "Nein.",
        OTHERS[6] + "\n\n" + STORY * 2,
        "Kowalczyk, Wiśniewski and Dąbrowski said that the bridge at Łódź would be theirs by the autumn of next year.",
    ],
)
def test_english_is_kept(text):
    """Names from elsewhere, a header in another script, capitals: all English still."""
    assert is_english(text)


@pytest.mark.parametrize(
    "line", ["Новости дня", ["Ei vielä kommentteja", " lähetä ensimmäinen pääkirjoitukseesi"][1], "最新ニュース"]
)
def test_a_foreign_line_is_known(line):
    """By its script, or by its letters."""
    assert is_foreign_line(line)


@pytest.mark.parametrize(
    "line", ["José said no.", "Latest news", "2024", "The café in Łódź", "“Да,” he said to the crowd."]
)
def test_an_english_line_is_not_foreign(line):
    """A name, a number or a quoted word does not make a line foreign."""
    assert not is_foreign_line(line)


@pytest.mark.parametrize("text", ["[" * 5000, "“" * 900 + " he said.", "1 2 3 4 5 6 7", "... --- ..."])
def test_marks_and_numbers_are_no_article(text):
    """What has hardly a letter is refused before anything tries to understand it."""
    with pytest.raises(ReadError, match="not running text"):
        articles.from_text(text)


@pytest.mark.parametrize("text", ["“No.”", "Yes.", "Marlow 3, Port Ann 1", "He paid $1,250,000.00 for it."])
def test_short_texts_are_articles(text):
    """Few words are words."""
    assert articles.from_text(text).text == text
