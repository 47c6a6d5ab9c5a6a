"""What all our Word documents share: bare elements, British spelling, no compatibility mode."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from docx.document import Document


def element(name: str, /, **values: str) -> Any:  # noqa: ANN401 - lxml elements have no useful type
    """A bare WordprocessingML element; `values` are its attributes in the same namespace."""
    from docx.oxml.ns import qn
    from docx.oxml.parser import OxmlElement

    made = OxmlElement(name)
    for key, value in values.items():
        made.set(qn(f"w:{key}"), value)
    return made


def speak_english(document: Document) -> None:
    """British spelling, and no compatibility mode in Word."""
    from docx.oxml.ns import qn

    for language in document.styles.element.iter(qn("w:lang")):
        language.set(qn("w:val"), "en-GB")
    settings = document.settings.element
    for theme in settings.findall(qn("w:themeFontLang")):
        theme.set(qn("w:val"), "en-GB")
    for old in settings.findall(qn("w:compat")):
        for child in list(old):
            old.remove(child)
        mode = element("w:compatSetting", name="compatibilityMode", val="15")
        mode.set(qn("w:uri"), "http://schemas.microsoft.com/office/word")
        old.append(mode)
