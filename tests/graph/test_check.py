"""A good graph passes; each way in which one can be wrong is found and said."""

import pytest

from kg import graph
from kg.graph.check import shape_faults
from kg.graph.store import quad_lines

KG = "https://w3id.org/claim-quote-kg/ontology#"


def test_a_good_graph_has_no_fault(town, town_sources):
    report = graph.check(town, [town_sources])
    assert report.faults == ()
    assert "4 of 4 articles re-read, 15 attributions proven" in report.summary[-1]
    assert graph.check(town).faults == ()


def _broken(town, tmp_path, old, new):
    """The codes and messages that a graph gets in which *old* stands as *new*."""
    lines = quad_lines(town)
    assert any(old in line for line in lines), old
    path = tmp_path / "kg.nq"
    path.write_text("\n".join(sorted({line.replace(old, new) for line in lines} - {""})) + "\n", "utf-8")
    return path


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ('exact> "“now or ever.”"', 'exact> "“now and ever.”"', "span/exact"),
        ('prefix> "MARLOW — "', 'prefix> "MARLOW - "', "span/prefix"),
        ('suffix> ".\\n"', 'suffix> "!\\n"', "span/suffix"),
        ("#char=9,38>", "#char=9,39>", "span/fragment"),
        ('end> "38"', 'end> "39"', "span/fragment"),
        ('text> "We will not close the port."', 'text> "We will close the port."', "quote/text"),
        ('cue> "insisted"', 'cue> "joked"', "quote/cue"),
        ('sourceText> "Union leader Petra Novak"', 'sourceText> "Petra Novak"', "quote/sourceText"),
    ],
)
def test_whatever_is_not_as_in_the_article_is_found(town, town_sources, tmp_path, old, new, code):
    """Every quote, span and selector is proven against the text."""
    path = _broken(town, tmp_path, old, new)
    codes = {fault.code for fault in graph.check(path, [town_sources], shapes=False).faults}
    assert code in codes


def test_a_span_behind_the_end_of_its_text_is_found(town, town_sources, tmp_path):
    path = _broken(town, tmp_path, "=9,38>", "=9,9038>")
    path.write_text(path.read_text("utf-8").replace('oa#end> "38"', 'oa#end> "9038"'), "utf-8")
    assert "span/beyond" in {f.code for f in graph.check(path, [town_sources], shapes=False).faults}


def test_a_changed_source_is_told_from_a_missing_one(town, tmp_path):
    """By its name: the file has another text now; or no such article is there."""
    (tmp_path / "wire").mkdir()
    (tmp_path / "wire" / "port.txt").write_text("Ana Ruiz said that the port was another matter today. " * 8)
    codes = sorted(f.code for f in graph.check(town, [tmp_path], shapes=False).faults)
    assert codes == ["source/changed", "source/missing", "source/missing", "source/missing"]


def _without(town, tmp_path, *parts):
    lines = quad_lines(town)
    kept = [line for line in lines if not all(part in line for part in parts)]
    assert len(kept) < len(lines)
    path = tmp_path / "kg.nq"
    path.write_text("\n".join(kept) + "\n", "utf-8")
    return path


@pytest.mark.parametrize(
    ("gone", "message"),
    [
        (("ontology#said>", "/graph/plain>"), "said is missing"),
        (("ontology#reportedlySaid>", "/graph/plain>"), "reportedlySaid is missing"),
        (("ontology#denied>", "/graph/plain>"), "denied is missing"),
        (("ontology#supports>", "/graph/plain>"), "supports is missing"),
        (("ontology#opposes>", "/graph/plain>"), "opposes is missing"),
        (("ontology#ambivalentOn>", "/graph/plain>"), "ambivalentOn is missing"),
        (("ontology#positionOn>", "/graph/plain>"), "positionOn is missing"),
        (("ontology#speaksFor>", "/graph/plain>"), "speaksFor is missing"),
        (("ontology#nestedIn>",), "depth without nesting"),
        (("ontology#act> <https://w3id.org/claim-quote-kg/ontology#Statement>",), "said has no statement behind it"),
        (("ontology#FirstHand>",), "opposes has no first-hand position behind it"),
        (("ontology#SpokespersonRole>",), "speaksFor has no spokesperson role behind it"),
        (("ontology#mainActor>", "actor/ana-ruiz>"), "no main actor"),
        (("ontology#report>", "/graph/utterances>"), ""),
    ],
)
def test_plain_triples_and_evidence_must_agree(town, tmp_path, gone, message):
    """Either without the other is a fault."""
    path = _without(town, tmp_path, *gone)
    faults = graph.check(path, shapes=not message).faults
    assert any(message in fault.message for fault in faults)


def test_a_fault_is_one_line(town, tmp_path):
    path = _broken(town, tmp_path, 'cue> "insisted"', 'cue> "in\\nsis\\tted"')
    for fault in graph.check(path).faults:
        assert "\n" not in str(fault)
        assert str(fault).count("\t") == 2


A1 = "attribution/at-"
BROKEN = [
    # what is wrong, how the lines change (old, new), what the message says
    ("no content", ("ontology#content> ", None), "An attribution has exactly one content."),
    ("two articles", ("ontology#inArticle> <ARTICLE>", "+<x:other>"), "exactly one article"),
    ("no local id", ("ontology#localId> ", None), "the id that kg extract prints"),
    ("source is a string", ("ontology#source> <", '"Ana Ruiz"'), "A source is an actor."),
    ("no content span", ("ontology#contentSpan> ", None), "points at its content"),
    ("shouted", ("ontology#Direct>", "ontology#Shouted>"), "direct, mixed or indirect"),
    ("thought", ("ontology#Attitude>", "ontology#Thought>"), "of a statement or of an attitude"),
    ("perhaps", ("ontology#Uncommitted>", "ontology#Perhaps>"), "asserted, denied, or neither"),
    ("depth -1", ('ontology#depth> "1"', 'ontology#depth> "-1"'), "one depth, 0 or more"),
    ("too sure", ('ontology#confidence> "0.85"', 'ontology#confidence> "1.4"'), "one decimal from 0 to 1"),
    ("nested in nothing", ("ontology#nestedIn> <", "<x:nothing>"), "nested in at most one other"),
    ("no holder", ("ontology#holder> ", None), "exactly one holder"),
    ("unknown issue", ("ontology#onIssue> <", "<x:unknown>"), "exactly one issue of the scheme"),
    ("no stance", ("ontology#stance> ", None), "supports, opposes, or is ambivalent"),
    ("no basis", ("ontology#basis> ", None), "first-hand or from hearsay"),
    ("no evidence", ("ontology#evidence> ", None), "A position without evidence is not allowed."),
    ("via a string", ("ontology#via> <", '"Tom Lee"'), "Who ascribes a position is an actor."),
    ("no text", ("ontology#text> ", None), "one wording"),
    ("quote of nobody", ("ontology#content> <", "<x:other>"), "Every quote is backed by an attribution."),
    ("version of a quote", ("ontology#versionOf> <", "<x:other>"), "at most one utterance"),
    ("no utterer", ("ontology#utteredBy> ", None), "An utterance has a speaker."),
    ("echo of one", ("ontology#report> ", 1), "exactly two attributions"),
    ("no label", ("rdf-schema#label> ", None), "Every node needs an rdfs:label"),
    ("date as xsd:date", ("XMLSchema#dateTime>", "XMLSchema#date>"), "as xsd:dateTime"),
    ("no file name", ("ontology#fileName> ", None), "names the file"),
    ("no hash", ("ontology#textSha256> ", None), "SHA-256"),
    ("outlet is a person", ("ontology#Outlet>", "ontology#Person>"), "described as kg:Outlet"),
    ("start after end", ('oa#start> "9"', 'oa#start> "99999"'), "one start, before its end"),
    ("no words", ("oa#exact> ", None), "A span has its words"),
    ("no support", ("ontology#supportMeans> ", None), "Say what supporting this issue means"),
    ("no scheme", ("core#inScheme> ", None), "belongs to a scheme"),
    ("no preferred label", ("core#prefLabel> ", None), "An issue has a preferred label"),
    ("role of nobody", ("org#member> ", None), "exactly one holder"),
    ("no title", ("ontology#roleTitle> ", None), "A role has a title."),
    ("speaks for nobody", ("org#organization> ", None), "A spokesperson speaks for somebody."),
    ("no main actor", ("ontology#mainActor> ", None), "An actor has one main actor"),
    ("link of one", ("ontology#linkedActor> ", 1), "exactly two actors"),
    ("no reason", ("ontology#reason> ", None), "A link gives its reason."),
    ("graph of nothing", ("ontology#extractedFrom> ", None), "of exactly one article"),
    ("made by nothing", ("ontology#generatedBy> ", None), "which run made it"),
    ("no version", ("ontology#softwareVersion> ", None), "one version of kg"),
    ("span without fragment", ("#char=", "?char="), "RFC 5147 fragment"),
]


@pytest.mark.parametrize(("change", "message"), [b[1:] for b in BROKEN], ids=[b[0] for b in BROKEN])
def test_each_broken_shape_is_rejected_with_a_message_for_people(town, change, message):
    """A broken example of each shape."""
    old, new = change
    article = next(line for line in quad_lines(town) if "ontology#textSha256>" in line).split(" ")[0]
    lines, done = [], 0
    for line in quad_lines(town):
        if old.replace("<ARTICLE>", article) not in line or line.endswith(f"<{KG[:-1]}> ."):
            lines.append(line)
            continue
        done += 1
        subject, predicate, _ = line.split(" ", 2)
        graph_ = line.rsplit(" ", 2)[1]
        if new == 1:  # the first of them only
            lines += [line] if done > 1 else []
        elif new is not None and new.startswith("+"):
            lines += [line, f"{subject} {predicate} {new[1:]} {graph_} ."]
        elif new is not None and old.endswith("> <"):
            lines.append(f"{subject} {predicate} {new} {graph_} .")
        elif new is not None:
            lines.append(line.replace(old, new))
    assert done
    assert any(message in fault.message for fault in shape_faults(sorted(lines)))
