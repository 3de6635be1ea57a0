"""``{% load browsers %}{{ session.user_agent|browser_title }}``: which browser it was, in words."""

from __future__ import annotations

from django import template

register = template.Library()

UNKNOWN = "не назвался"
# The first mark that is found decides: nearly every browser also calls itself Chrome or Safari.
BROWSERS = {
    "YaBrowser": "Яндекс Браузер", "Atom": "Атом", "Edg": "Edge", "OPR": "Opera", "SamsungBrowser": "Samsung Internet",
    "Firefox": "Firefox", "Chrom": "Chrome", "CriOS": "Chrome", "Safari": "Safari",
}  # fmt: skip
SYSTEMS = {
    "Windows": "Windows", "Android": "Android", "iPhone": "iPhone", "iPad": "iPad", "Mac OS": "macOS",
    "Linux": "Linux",
}  # fmt: skip
KEPT = 40  # letters of what no mark explains


@register.filter
def browser_title(user_agent: str) -> str:
    """«Яндекс Браузер, Windows»; what cannot be told so begins as the browser wrote it."""
    browser = next((title for mark, title in BROWSERS.items() if mark in user_agent), "")
    system = next((title for mark, title in SYSTEMS.items() if mark in user_agent), "")
    return ", ".join(part for part in (browser, system) if part) or user_agent[:KEPT] or UNKNOWN
