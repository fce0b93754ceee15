"""kg in a spaCy pipeline: span groups, one extension, pipe and processes."""

import pytest
import spacy
from spacy.tokens import DocBin

from kg.document.load import SHIPPED
from kg.errors import ModelError
from kg.spacy_component import GROUPS

TEXTS = ["“The cranes are old,” Ada Fenn told reporters. “Two must go.”", "", "Nothing was said here."]


@pytest.fixture(scope="module")
def nlp():
    nlp = spacy.load(SHIPPED, exclude=["kg_entities"])
    nlp.add_pipe("kg_attribution")
    return nlp


def groups(doc):
    return [(name, s.text, s.label_, s.id_) for name in GROUPS for s in doc.spans[name]]


def test_span_groups_and_extension(nlp):
    """Sources, cues and contents carry their attribution's id; the extension has all that is known."""
    doc = nlp(TEXTS[0])
    assert [s.text for s in doc.spans["sources"]] == ["Ada Fenn"]
    assert [s.text for s in doc.spans["cues"]] == ["told"]
    assert [s.text for s in doc.spans["contents"]] == ["“The cranes are old,”", "“Two must go.”"]
    (said,) = doc._.attributions
    assert {s.id_ for name in GROUPS for s in doc.spans[name]} == {said.id}
    assert doc.spans["attributions"][0].label_ == "direct"


def test_pipe_gives_what_single_calls_give(nlp):
    """No result depends on the neighbours in a batch."""
    assert [groups(d) for d in nlp.pipe(TEXTS)] == [groups(nlp(t)) for t in TEXTS]


def test_in_processes_and_through_docbin(nlp):
    """Docs travel: between processes and to disk."""
    docs = list(nlp.pipe(TEXTS, n_process=2))
    assert groups(docs[0]) == groups(nlp(TEXTS[0]))
    (back,) = DocBin(store_user_data=True, docs=docs[:1]).get_docs(nlp.vocab)
    assert back._.attributions == docs[0]._.attributions


def test_a_pipeline_with_the_component_can_be_saved(nlp, tmp_path):
    """To disk and back, without the models that ship with kg."""
    nlp.to_disk(tmp_path / "pipeline")
    again = spacy.load(tmp_path / "pipeline")
    assert groups(again(TEXTS[0])) == groups(nlp(TEXTS[0]))


def test_a_pipeline_without_a_parser_is_told_so():
    """The message says what must run before."""
    bare = spacy.blank("en")
    bare.add_pipe("kg_attribution")
    with pytest.raises(ModelError, match="parser"):
        bare(TEXTS[0])


def test_the_shipped_pipeline_names_entities():
    """It loads as any spaCy pipeline, and its last component labels one name alike all through a text."""
    nlp = spacy.load(SHIPPED)
    assert nlp.pipe_names[-1] == "kg_entities"
    doc = nlp(
        "Mayor Ilse Brandt met Omar Haddad of the Harbour Union in Oldbury, Germany. Later Haddad wrote to Brandt."
    )
    found = {(e.text, e.label_) for e in doc.ents}
    assert {("Ilse Brandt", "PERSON"), ("Omar Haddad", "PERSON"), ("Haddad", "PERSON"), ("Germany", "GPE")} <= found
    assert not nlp("").ents
    assert [[e.text for e in d.ents] for d in nlp.pipe([doc.text, "It rained."])] == [[e.text for e in doc.ents], []]
