"""A wording pack out of whatever file a site holds; what it is shows in the file, not in its name."""

from __future__ import annotations

from diary_app.exchange.wording.csv_pack import pack_of_csv
from diary_app.exchange.wording.fhir_pack import QUESTIONNAIRE, pack_of_questionnaire
from diary_app.qlq_c30.wording import Wording, of_pack
from diary_app.qlq_c30.wording_check import decoded, strict_json


def read_wording(data: bytes, name: str) -> Wording:
    """The checked pack in a file called ``name``: own JSON, own CSV, or a FHIR R4 Questionnaire.

    Raises ``DoesNotFit`` with one sentence that names the file and what is wrong in it.
    """
    text = decoded(data, name)
    if not text.lstrip().startswith("{"):
        return of_pack(pack_of_csv(text, name), name)
    content = strict_json(text, name)
    if content.get("resourceType") == QUESTIONNAIRE:
        return of_pack(pack_of_questionnaire(content, name), name)
    return of_pack(content, name)
