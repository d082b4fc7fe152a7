"""Wording packs in the files that a site may hold: the own JSON, the own CSV, a FHIR R4 Questionnaire."""
