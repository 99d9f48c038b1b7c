"""Units of measure and of money, under one canonical name each."""

import re

CURRENCY_SIGNS = {
    "$": "USD", "us$": "USD", "a$": "AUD", "c$": "CAD", "hk$": "HKD", "nz$": "NZD", "r$": "BRL",
    "€": "EUR", "£": "GBP", "¥": "JPY", "₹": "INR", "₽": "RUB", "₴": "UAH", "₩": "KRW",
    "₪": "ILS", "₺": "TRY", "usd": "USD", "eur": "EUR", "gbp": "GBP",
}  # fmt: skip
_SPELLINGS = {
    "%": r"%|per\s?cent(?!age)|percent(?!age)|pct\b|pc\b",
    "points": r"percentage[\s-]points?",
    "USD": r"(?:US\s|U\.S\.\s|American\s)?dollars?|USD|bucks",
    "AUD": r"Australian dollars?",
    "CAD": r"Canadian dollars?",
    "EUR": r"euros?|EUR",
    "GBP": r"(?:British\s)?pounds?(?:\ssterling)?|GBP|sterling",
    "pence": r"pence|p",
    "cent": r"cents?",
    "JPY": r"yen",
    "CNY": r"yuan|renminbi",
    "RUB": r"rou?bles?",
    "INR": r"rupees?",
    "UAH": r"hryvnias?",
    "CHF": r"(?:Swiss\s)?francs?",
    "year": r"years?|yrs?",
    "month": r"months?",
    "week": r"weeks?",
    "day": r"days?",
    "hour": r"hours?|hrs?",
    "minute": r"minutes?|mins?",
    "second": r"seconds?|secs?",
    "km/h": r"km/h|kph|kmh|kilomet(?:re|er)s (?:an|per) hour",
    "km": r"km|kilomet(?:re|er)s?",
    "mph": r"mph|miles (?:an|per) hour",
    "km2": r"(?:sq(?:uare)?\.?\s)(?:km|kilomet(?:re|er)s?)",
    "mi2": r"(?:sq(?:uare)?\.?\s)(?:miles?|mi)",
    "mile": r"miles?|mi",
    "metre": r"m|met(?:re|er)s?",
    "cm": r"cm|centimet(?:re|er)s?",
    "mm": r"mm|millimet(?:re|er)s?",
    "foot": r"feet|foot|ft",
    "inch": r"inch(?:es)?",
    "acre": r"acres?",
    "hectare": r"hectares?|ha",
    "kg": r"kg|kilo(?:gramme|gram)?s?",
    "gram": r"gram(?:me)?s?",
    "tonne": r"tons?|tonnes?",
    "litre": r"lit(?:re|er)s?",
    "barrel": r"barrels?",
    "celsius": r"°\s?C|(?<=\d)C\b|degrees? (?:Celsius|centigrade)",
    "fahrenheit": r"°\s?F|(?<=\d)F\b|degrees? Fahrenheit",
    "degree": r"°|degrees?",
    "kWh": r"kWh|kilowatt[\s-]hours?",
    "kW": r"kW|kilowatts?",
    "MWh": r"MWh|megawatt[\s-]hours?",
    "MW": r"MW|megawatts?",
    "GW": r"GW|gigawatts?",
    "bp": r"basis points?",
}
_NAMES = {f"u{number}": name for number, name in enumerate(_SPELLINGS)}
_WHOLE_WORD = r"(?![\w/])"
_OPEN_ENDED = frozenset({"%", "degree", "celsius"})  # may be followed by anything
_UNIT = re.compile(
    r"[\s-]?(?:"
    + "|".join(
        f"(?P<u{number}>(?:{spelling}){'' if name in _OPEN_ENDED else _WHOLE_WORD})"
        for number, (name, spelling) in enumerate(_SPELLINGS.items())
    )
    + ")"
)


def find_unit(text: str, start: int) -> tuple[str | None, int]:
    """The unit written right after a number that ends at `start`, and where it ends."""
    match = _UNIT.match(text, start)
    if match is None or match.lastgroup is None:
        return None, start
    return _NAMES[match.lastgroup], match.end()
