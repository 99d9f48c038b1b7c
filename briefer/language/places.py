"""Countries under their many names: who "the Dutch", "U.S." and "Kyiv" stand for.

One line a country: its token (the key all its names are folded to), other names and the people's
names, and after the bar its seats of government in the spellings that newspapers use.
"""

_TABLE = """
afghanistan afghan | kabul
albania albanian | tirana
algeria algerian | algiers
angola angolan | luanda
argentina argentine argentinian argentinean | buenos_aires
armenia armenian | yerevan
australia australian aussie | canberra
austria austrian | vienna
azerbaijan azerbaijani azeri | baku
bahrain bahraini | manama
bangladesh bangladeshi | dhaka
belarus belarusian belarussian | minsk
belgium belgian |
bolivia bolivian | la_paz
bosnia bosnian | sarajevo
botswana motswana | gaborone
brazil brazilian | brasilia
bulgaria bulgarian | sofia
burundi burundian |
cambodia cambodian | phnom_penh
cameroon cameroonian | yaounde
canada canadian | ottawa
chad chadian |
chile chilean | santiago
china chinese prc | beijing peking
colombia colombian | bogota
congo congolese drc | kinshasa
croatia croatian croat | zagreb
cuba cuban | havana
cyprus cypriot | nicosia
czechia czech | prague
denmark danish dane | copenhagen
ecuador ecuadorian ecuadorean | quito
egypt egyptian | cairo
eritrea eritrean | asmara
estonia estonian | tallinn
ethiopia ethiopian | addis_ababa
europe european
finland finnish finn | helsinki
france french frenchman frenchmen frenchwoman | paris elysee
gabon gabonese | libreville
gaza gazan
georgia georgian | tbilisi
germany german | berlin
ghana ghanaian | accra
greece greek | athens
greenland greenlandic greenlander | nuuk
guatemala guatemalan |
guinea guinean | conakry
guyana guyanese |
haiti haitian | port-au-prince
honduras honduran | tegucigalpa
hungary hungarian | budapest
iceland icelandic icelander | reykjavik
india indian | delhi new_delhi
indonesia indonesian | jakarta
iran iranian | tehran teheran
iraq iraqi | baghdad
ireland irish irishman irishmen | dublin
israel israeli | jerusalem tel_aviv
italy italian | rome
jamaica jamaican | kingston
japan japanese | tokyo
jordan jordanian | amman
kazakhstan kazakh kazakhstani | astana
kenya kenyan | nairobi
kosovo kosovar kosovan | pristina
kuwait kuwaiti |
kyrgyzstan kyrgyz | bishkek
laos laotian lao | vientiane
latvia latvian | riga
lebanon lebanese | beirut
liberia liberian | monrovia
libya libyan | tripoli
lithuania lithuanian | vilnius
luxembourg luxembourger
macedonia macedonian | skopje
madagascar malagasy | antananarivo
malaysia malaysian | kuala_lumpur
maldives maldivian
mali malian | bamako
malta maltese | valletta
mauritania mauritanian
mexico mexican
moldova moldovan | chisinau
mongolia mongolian | ulaanbaatar
montenegro montenegrin | podgorica
morocco moroccan | rabat
mozambique mozambican | maputo
myanmar burma burmese | naypyidaw
namibia namibian | windhoek
nepal nepalese nepali | kathmandu
netherlands dutch dutchman holland | the_hague
new_zealand new_zealander kiwi | wellington
nicaragua nicaraguan | managua
niger nigerien | niamey
nigeria nigerian | abuja
north_korea north_korean dprk | pyongyang
norway norwegian | oslo
oman omani | muscat
pakistan pakistani | islamabad
palestine palestinian | ramallah
panama panamanian
paraguay paraguayan | asuncion
peru peruvian | lima
philippines philippine filipino filipina | manila
poland polish pole | warsaw
portugal portuguese | lisbon
qatar qatari | doha
romania romanian | bucharest
russia russian | moscow kremlin
rwanda rwandan | kigali
saudi_arabia saudi saudi_arabian | riyadh
scotland scottish scot | edinburgh holyrood
senegal senegalese | dakar
serbia serbian serb | belgrade
sierra_leone sierra_leonean | freetown
singapore singaporean
slovakia slovak slovakian | bratislava
slovenia slovenian slovene | ljubljana
somalia somali somalian | mogadishu
south_africa south_african | pretoria
south_korea south_korean | seoul
spain spanish spaniard | madrid
sri_lanka sri_lankan | colombo
sudan sudanese | khartoum
sweden swedish swede | stockholm
switzerland swiss | bern berne
syria syrian | damascus
taiwan taiwanese | taipei
tajikistan tajik | dushanbe
tanzania tanzanian | dodoma
thailand thai | bangkok
togo togolese
tunisia tunisian | tunis
turkey turkiye turkish turk | ankara
turkmenistan turkmen | ashgabat
uganda ugandan | kampala
uk britain british briton united_kingdom great_britain | london westminster downing_street
ukraine ukrainian | kyiv kiev
un united_nations
uae united_arab_emirates emirati emirates | abu_dhabi
uruguay uruguayan | montevideo
us usa america american united_states | washington white_house
uzbekistan uzbek | tashkent
venezuela venezuelan | caracas
vietnam vietnamese | hanoi
wales welsh welshman | cardiff
yemen yemeni | sanaa
zambia zambian | lusaka
zimbabwe zimbabwean | harare
eu european_union | brussels
"""
_SAME_PLACE = {"kiev": "kyiv", "peking": "beijing", "teheran": "tehran", "bombay": "mumbai",
               "calcutta": "kolkata", "madras": "chennai", "odesa": "odessa", "kharkov": "kharkiv",
               "lvov": "lviv", "zaporizhia": "zaporizhzhia", "lugansk": "luhansk"}  # fmt: skip


def _read_table() -> tuple[dict[tuple[str, ...], str], dict[str, str]]:
    countries: dict[tuple[str, ...], str] = {}
    capitals: dict[str, str] = {}
    for line in _TABLE.strip().splitlines():
        names, _, seats = line.partition("|")
        key = names.split()[0]
        for name in names.split():
            words = tuple(name.split("_"))
            countries[words] = key
            countries[(*words[:-1], words[-1] + "s")] = key
        for seat in seats.split():
            capitals[seat] = key
    return countries, capitals


_COUNTRIES, _CAPITALS = _read_table()
_LONGEST_FROM: dict[str, int] = {}  # how many words a country's name has that begins with a word
for _name in _COUNTRIES:
    _LONGEST_FROM[_name[0]] = max(len(_name), _LONGEST_FROM.get(_name[0], 0))
_KNOWN = frozenset([*_LONGEST_FROM, *_SAME_PLACE])
_KEYS = frozenset(_COUNTRIES.values())


def fold_places(words: tuple[str, ...]) -> tuple[str, ...]:
    """Lower-case words with every name of a country or its people replaced by the country's token.

    `("south", "korean", "officials")` becomes `("south_korea", "officials")`.
    """
    if _KNOWN.isdisjoint(words):
        return words
    folded: list[str] = []
    position = 0
    while position < len(words):
        word = words[position]
        for length in range(min(_LONGEST_FROM.get(word, 0), len(words) - position), 0, -1):
            token = _COUNTRIES.get(words[position : position + length])
            if token is not None:
                folded.append(token)
                position += length
                break
        else:
            folded.append(_SAME_PLACE.get(word, word))
            position += 1
    return tuple(folded)


def is_country(words: tuple[str, ...]) -> bool:
    """Whether lower-case words are, all together, a name of a country or its people."""
    return words in _COUNTRIES


def country_of(capital: str) -> str | None:
    """The country whose government a capital's name stands for; words joined by "_"."""
    return _CAPITALS.get(capital)


def is_place(token: str) -> bool:
    """Whether a folded token names a country or a capital that the table knows."""
    return token in _CAPITALS or token in _KEYS
