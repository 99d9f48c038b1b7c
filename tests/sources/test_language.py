import pytest

from briefer.sources.language import detect_language

SAMPLES = {
    "en": "The ferry sank off the coast on Thursday and the crew was taken to a port in the north "
    "by boats that had been sent from the harbour, said the coast guard.",
    "de": "Die Fähre sank am Donnerstag vor der Küste und die Besatzung wurde von Booten in einen "
    "Hafen gebracht, wie die Küstenwache nach dem Unglück sagte.",
    "fr": "Le bateau a coulé jeudi au large de la côte et les membres de l'équipage ont été "
    "emmenés dans un port du nord par des navires qui étaient sur place.",
    "es": "El barco se hundió el jueves frente a la costa y los tripulantes fueron llevados a un "
    "puerto del norte por las lanchas que estaban en la zona, según la guardia.",
    "pt": "O navio afundou na quinta-feira ao largo da costa e os tripulantes foram levados para "
    "um porto do norte por barcos que estavam na área, segundo a guarda.",
    "it": "La nave è affondata giovedì al largo della costa e i membri dell'equipaggio sono stati "
    "portati in un porto del nord da barche che erano nella zona, ha detto la guardia.",
    "nl": "De veerboot zonk donderdag voor de kust en de bemanning werd door boten naar een haven "
    "in het noorden gebracht, zei de kustwacht die er snel bij was.",
    "sv": "Färjan sjönk på torsdagen utanför kusten och besättningen fördes till en hamn i norr av "
    "båtar som var i området, säger kustbevakningen efter olyckan.",
    "pl": "Prom zatonął w czwartek u wybrzeży, a załoga została przewieziona do portu na północy "
    "przez łodzie, które były w pobliżu, jak podała straż, ale nie jest jasne, co się stało.",
    "ru": "Паром затонул в четверг у северного побережья, и экипаж был доставлен в порт.",
    "uk": "Пором затонув у четвер біля північного узбережжя, і екіпаж доставили до порту.",
    "ar": "غرقت العبارة يوم الخميس قبالة الساحل الشمالي ونقل الطاقم إلى الميناء",
    "zh": "渡轮星期四在北部海岸附近沉没,船员被送往港口。",
    "ja": "フェリーは木曜日に北部の海岸沖で沈没し、乗組員は港に運ばれた。",
    "ko": "여객선이 목요일 북부 해안에서 침몰했으며 승무원들은 항구로 옮겨졌다.",
    "el": "Το πλοίο βυθίστηκε την Πέμπτη ανοιχτά των ακτών και το πλήρωμα μεταφέρθηκε.",
    "he": "המעבורת טבעה ביום חמישי מול החוף הצפוני והצוות הועבר לנמל",
}


@pytest.mark.parametrize(("language", "text"), SAMPLES.items(), ids=SAMPLES.keys())
def test_language_is_told_from_a_paragraph(language: str, text: str) -> None:
    assert detect_language(text) == language


def test_the_text_is_believed_over_the_page() -> None:
    assert detect_language(SAMPLES["de"], declared="en-US") == "de"


def test_a_text_that_does_not_tell_leaves_it_to_the_page() -> None:
    assert detect_language("1 234 567", declared="de_AT") == "de"
    assert detect_language("Kyiv Lviv Odesa Dnipro", declared="x" * 40) is None
    assert detect_language("") is None
