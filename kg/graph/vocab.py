"""The terms of ``ontology/kg.ttl``, closed: a misspelt one raises AttributeError. Held equal by a test."""

# ruff: noqa: N815 - the names are those of the ontology

from __future__ import annotations

from rdflib import Namespace, URIRef
from rdflib.namespace import DefinedNamespace

from kg.graph.iris import NAMESPACE, ONTOLOGY


class KG(DefinedNamespace):
    """Who said what, and who stands where, according to which article."""

    _NS = Namespace(f"{ONTOLOGY}#")
    _fail = True

    # classes
    Act: URIRef
    Actor: URIRef
    ActorLink: URIRef
    AmbivalentPosition: URIRef
    Article: URIRef
    ArticleGraph: URIRef
    Attribution: URIRef
    Basis: URIRef
    Commitment: URIRef
    DenialAttribution: URIRef
    DocumentSource: URIRef
    Echo: URIRef
    ExtractionRun: URIRef
    FirstHandPosition: URIRef
    GeopoliticalActor: URIRef
    Group: URIRef
    Issue: URIRef
    OpposingPosition: URIRef
    Organization: URIRef
    Outlet: URIRef
    Person: URIRef
    Position: URIRef
    QuotationType: URIRef
    Quote: URIRef
    RelayedAttribution: URIRef
    RoleAttestation: URIRef
    SpokespersonRole: URIRef
    Stance: URIRef
    StatementAttribution: URIRef
    SupportingPosition: URIRef
    TextSpan: URIRef
    UnnamedSource: URIRef
    Utterance: URIRef
    VersionType: URIRef

    # the plain triples
    ambivalentOn: URIRef
    appearsIn: URIRef
    denied: URIRef
    opposes: URIRef
    positionOn: URIRef
    reportedlySaid: URIRef
    said: URIRef
    saidBy: URIRef
    speaksFor: URIRef
    supports: URIRef

    # between the evidence nodes
    about: URIRef
    act: URIRef
    addressee: URIRef
    addresseeSpan: URIRef
    basis: URIRef
    commitment: URIRef
    content: URIRef
    contentSpan: URIRef
    continues: URIRef
    copyOf: URIRef
    cueSpan: URIRef
    decidedBy: URIRef
    evidence: URIRef
    extractedFrom: URIRef
    generatedBy: URIRef
    hasAttribution: URIRef
    holder: URIRef
    inArticle: URIRef
    linkedActor: URIRef
    mainActor: URIRef
    namesActor: URIRef
    nestedIn: URIRef
    onIssue: URIRef
    publishedBy: URIRef
    quotationType: URIRef
    report: URIRef
    roleSpan: URIRef
    sameActor: URIRef
    source: URIRef
    sourceSpan: URIRef
    stance: URIRef
    topicSpan: URIRef
    utteredBy: URIRef
    versionOf: URIRef
    versionType: URIRef
    via: URIRef

    # technical: each relates the members of one class to themselves
    isAmbivalent: URIRef
    isDenial: URIRef
    isOpposing: URIRef
    isRelay: URIRef
    isSpokesRole: URIRef
    isStatement: URIRef
    isSupporting: URIRef

    # literals
    attestedOn: URIRef
    confidence: URIRef
    configSha256: URIRef
    contentSha256: URIRef
    cue: URIRef
    cueLemma: URIRef
    depth: URIRef
    exactSha256: URIRef
    fileName: URIRef
    foundBy: URIRef
    guessed: URIRef
    headline: URIRef
    localId: URIRef
    model: URIRef
    publishedOn: URIRef
    reason: URIRef
    roleSource: URIRef
    roleTitle: URIRef
    softwareVersion: URIRef
    sourceText: URIRef
    speakerConfidence: URIRef
    speakerReason: URIRef
    text: URIRef
    textSha256: URIRef
    url: URIRef
    validFrom: URIRef
    validUntil: URIRef

    # annotations of issues
    opposeMeans: URIRef
    supportMeans: URIRef

    # values
    Ambivalent: URIRef
    Asserted: URIRef
    Attitude: URIRef
    Denied: URIRef
    Direct: URIRef
    FirstHand: URIRef
    Hearsay: URIRef
    Indirect: URIRef
    Mixed: URIRef
    Oppose: URIRef
    Paraphrase: URIRef
    Statement: URIRef
    Support: URIRef
    Truncated: URIRef
    Uncommitted: URIRef
    Variant: URIRef
    Verbatim: URIRef


for _name in KG.__annotations__:
    if not _name.startswith("_"):
        setattr(KG, _name, KG[_name])  # looked up millions of times: found at once, not made each time

KG_SHAPES = Namespace(f"{NAMESPACE}shapes#")

PREFIXES: dict[str, str] = {
    "foaf": "http://xmlns.com/foaf/0.1/",
    "kg": f"{ONTOLOGY}#",
    "oa": "http://www.w3.org/ns/oa#",
    "org": "http://www.w3.org/ns/org#",
    "owl": "http://www.w3.org/2002/07/owl#",
    "prov": "http://www.w3.org/ns/prov#",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "schema": "https://schema.org/",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
